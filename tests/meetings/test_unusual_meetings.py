"""Meetings past midnight, moved, cancelled, remote, joint, two on a day; corrected minutes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from wagtail.contrib.redirects.models import Redirect

from meetings.models import MeetingIndexPage, MeetingPage
from tests.factories import index_of, make_meeting
from tests.meetings.test_meeting_rules import edit_url, latest
from tests.meetings.test_meeting_rules import send as send_form
from tests.meetings.test_new_meeting import TIMES

D, T = datetime.date, datetime.time
SOON = timezone.localdate() + datetime.timedelta(30)
LATER = SOON + datetime.timedelta(7)


@pytest.fixture
def editor(as_user):
    return as_user("secretariat")


def send(editor, meeting, **fields):
    return send_form(editor, meeting, **{"state": meeting.state} | fields)


def typed(day):
    return f"{day:%d.%m.%Y}"


def plain(day):
    return f"{day:%-d.%-m.%Y}"


def new_meeting(editor, council, **fields):
    url = reverse("new_meeting", args=[index_of(MeetingIndexPage, council).pk])
    response = editor.post(url, TIMES | {"agenda": ""} | fields)
    assert response.status_code == 302, response.context["form"].errors
    return MeetingPage.objects.latest("pk")


def publish(meeting):
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    meeting.get_latest_revision().publish()
    return MeetingPage.objects.get(pk=meeting.pk)


# Past midnight


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (T(18), T(0, 30), "klo 18.00–0.30"),
        (T(18), T(0), "klo 18.00–24.00"),
        (None, T(15), "klo 15.00 saakka"),
    ],
)
def test_a_night_meeting_is_stored_and_shown(client, council, starts, ends, words):
    meeting = make_meeting(council, SOON, starts_at=starts, ends_at=ends)
    assert words in client.get(meeting.get_url()).text


@pytest.mark.parametrize(("ends", "typed_end"), [(T(0, 30), "00.30"), (T(0), "00.00")])
def test_the_screens_take_a_night_meeting(editor, council, ends, typed_end):
    meeting = new_meeting(editor, council, date=typed(SOON), starts_at="18.00", ends_at=typed_end)
    assert meeting.ends_at == ends
    assert send(editor, meeting, starts_at="19.00", ends_at=typed_end).status_code == 302
    assert latest(meeting).ends_at == ends


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("15.00", "13.00"), ("18.00", "12.00"), ("09.00", "01.00"), ("13.00", "13.00")],
)
def test_a_slip_of_the_keyboard_is_no_night_meeting(editor, council, starts, ends):
    response = send(editor, make_meeting(council, SOON), starts_at=starts, ends_at=ends)
    assert "ei voi päättyä ennen kuin se alkaa" in response.text


def test_a_night_meeting_goes_on_after_midnight(client, council, monkeypatch):
    """It is upcoming until its end on the next day, by query and by property alike."""
    meeting = make_meeting(council, D(2024, 3, 13), starts_at=T(18), ends_at=T(0, 30))
    for day, hour, minute, going in ((13, 23, 50, True), (14, 0, 29, True), (14, 0, 30, False)):
        now = datetime.datetime(2024, 3, day, hour, minute, tzinfo=timezone.get_current_timezone())
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        assert (meeting in MeetingPage.objects.upcoming()) == going
        assert (meeting in MeetingPage.objects.past()) == (not going)
        assert meeting.is_upcoming == going


def test_calendar_and_search_engines_end_a_night_meeting_on_the_next_day(client, council):
    meeting = make_meeting(council, D(2027, 2, 10), starts_at=T(18), ends_at=T(0, 30))
    event = Calendar.from_ical(client.get(meeting.get_url() + "kokous.ics").content).events[0]
    assert event.end - event.start == datetime.timedelta(hours=6, minutes=30)
    assert "2027-02-11T00:30:00+02:00" in client.get(meeting.get_url()).text


# The title and the address follow the date


def test_title_and_address_of_a_draft_follow_its_date(editor, council):
    meeting = new_meeting(editor, council, date=typed(SOON))
    assert send(editor, meeting, date=typed(LATER)).status_code == 302
    draft = latest(meeting)
    assert (draft.title, draft.slug) == (f"Kokous {plain(LATER)}", LATER.isoformat())
    page = publish(meeting)
    assert (page.title, page.slug) == (f"Kokous {plain(LATER)}", LATER.isoformat())


def test_a_published_address_follows_with_a_redirect(editor, client, council, stored):
    meeting = new_meeting(editor, council, date=typed(SOON))
    old = publish(meeting).get_url()
    fields = {"date": typed(LATER), "change_reason": "Sali oli varattu."}
    assert send(editor, publish(meeting), **fields).status_code == 302
    with stored():
        page = publish(meeting)
    assert page.slug == LATER.isoformat()
    assert Redirect.objects.filter(old_path=old.rstrip("/")).exists()
    assert client.get(old, follow=True).redirect_chain[-1][0] == page.get_url()


def test_a_chosen_title_and_address_stay(editor, council):
    meeting = make_meeting(council, SOON, title="Perustava kokous", slug="perustava", live=False)
    assert send(editor, meeting, date=typed(LATER)).status_code == 302
    assert (latest(meeting).title, latest(meeting).slug) == ("Perustava kokous", "perustava")


def test_a_title_with_another_day_is_asked_about(editor, council):
    meeting = make_meeting(council, SOON, live=False)
    title = f"Kevätkokous {plain(SOON)}"
    response = send(editor, meeting, title=title, date=typed(LATER))
    assert f"Otsikossa on päivä {plain(SOON)}" in response.text
    data = {"title": title, "date": typed(LATER), "title_anyway": "on"}
    assert send(editor, meeting, **data).status_code == 302
    assert latest(meeting).title == title


def test_the_import_reports_minutes_of_another_day(editor, council):
    meeting = new_meeting(editor, council, date=typed(SOON))
    url = reverse("import_minutes", args=[meeting.pk])
    text = "Pöytäkirja\nAika 18.11.2026 klo 13.00\n1 § Avaus\nPuheenjohtaja avasi kokouksen."
    shown = " ".join(editor.post(url, {"text": text}).text.split())
    assert f"18.11.2026, mutta kokous on {plain(SOON)}" in shown


# Two meetings on one day


def test_two_meetings_of_one_day_have_different_names(editor, client, council):
    first = new_meeting(editor, council, date=typed(SOON), starts_at="13.00", ends_at="15.00")
    second = new_meeting(editor, council, date=typed(SOON), starts_at="17.00", another="on")
    third = new_meeting(editor, council, date=typed(SOON), another="on")
    titles = [first.title, second.title, third.title]
    base = f"Kokous {plain(SOON)}"
    assert titles == [base, f"{base} klo 17.00", f"{base} (2)"]
    for meeting in (first, second, third):
        publish(meeting)
        assert latest(meeting).title == meeting.title
    for address in (first.get_parent().get_url(), "/syote.atom", f"/kokoukset/{SOON.year}/"):
        text = client.get(address).text
        assert all(f">{title}<" in text for title in titles)


def test_saving_keeps_the_distinguishing_title(editor, council):
    new_meeting(editor, council, date=typed(SOON), starts_at="13.00")
    second = new_meeting(editor, council, date=typed(SOON), starts_at="17.00", another="on")
    send(editor, second, starts_at="18.00")
    draft = latest(second)
    assert (draft.title, draft.slug) == (f"Kokous {plain(SOON)} klo 18.00", f"{SOON}-2")


def test_the_year_takes_two_meetings_of_one_day_with_different_hours(editor, council):
    url = reverse("year_of_meetings", args=[index_of(MeetingIndexPage, council).pk])
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    data |= {f"form-{row}-date": typed(SOON) for row in (0, 1)}
    assert "anna niille eri alkamisajat" in editor.post(url, data).text
    data |= {"form-0-starts_at": "13.00", "form-1-starts_at": "17.00"}
    assert editor.post(url, data).status_code == 302
    assert MeetingPage.objects.filter(date=SOON).values("title").distinct().count() == 2


def test_kinds_name_the_meeting(editor, client, council):
    meeting = new_meeting(editor, council, date=typed(SOON))
    send(editor, meeting, meeting_kind="extraordinary")
    assert latest(meeting).title == f"Ylimääräinen kokous {plain(SOON)}"
    response = send(editor, meeting, meeting_kind="joint")
    assert "minkä toimielimen kanssa" in response.text
    send(editor, meeting, meeting_kind="joint", held_with="Mallimaan vanhusneuvosto")
    html = client.get(publish(meeting).get_url()).text
    assert f"Yhteiskokous {plain(SOON)}" in html
    assert "Mallimaan vanhusneuvosto" in html


# Cancelled, moved, remote


@pytest.fixture
def cancelled(council):
    make_meeting(council, LATER, title="Korvaava kokous")
    fields = {"state": "cancelled", "change_reason": "Sairastapaus.", "new_date": LATER}
    meeting = make_meeting(council, SOON, title="Syyskokous", **fields)
    meeting.save_revision().publish()
    return meeting


def outlets(client, meeting):
    """Return the public output on an upcoming meeting, by address."""
    addresses = (
        meeting.get_url(),
        "/",
        meeting.get_parent().get_url(),
        f"{meeting.get_parent().get_url()}{meeting.date.year}/",
        "/syote.atom",
        f"{meeting.get_parent().get_url()}kalenteri.ics",
    )
    return {address: client.get(address).text for address in addresses}


def test_every_outlet_shows_a_cancelled_meeting(client, cancelled):
    for address, text in outlets(client, cancelled).items():
        assert "peruttu" in text.lower(), address
    html = client.get(cancelled.get_url()).text
    assert "Sairastapaus." in html
    assert "Korvaava kokous" in html
    assert "Lisää kalenteriin" not in html
    assert "EventCancelled" in html


def test_the_front_page_shows_the_cancelled_and_the_next(client, cancelled):
    html = client.get("/").text
    assert html.index(typed_day(cancelled.date)) < html.index(typed_day(LATER))


def typed_day(day):
    return f'datetime="{day.isoformat()}"'


def test_every_outlet_shows_a_moved_meeting(client, council):
    fields = {"moved_from": SOON, "change_reason": "Sali oli varattu."}
    meeting = make_meeting(council, LATER, title="Syyskokous", **fields)
    meeting.save_revision().publish()
    for address, text in outlets(client, meeting).items():
        assert "siirretty" in text.lower(), address
    html = client.get(meeting.get_url()).text
    assert plain(SOON) in html
    assert "EventRescheduled" in html


def test_moving_a_published_meeting_notes_the_first_date_and_asks_why(editor, council):
    meeting = make_meeting(council, SOON, title=f"Kokous {plain(SOON)}", slug=SOON.isoformat())
    assert "miksi kokous on siirretty" in send(editor, meeting, date=typed(LATER)).text
    send(editor, meeting, date=typed(LATER), change_reason="Sali oli varattu.")
    assert latest(meeting).moved_from == SOON
    even_later = LATER + datetime.timedelta(7)
    page = publish(meeting)
    send(editor, page, date=typed(even_later), moved_from=typed(SOON), change_reason="Yhä.")
    assert latest(meeting).moved_from == SOON
    send(editor, page, date=typed(SOON), moved_from=typed(SOON))
    assert latest(meeting).moved_from is None


def test_correcting_the_date_of_a_past_meeting_is_no_move(editor, council):
    meeting = make_meeting(council, D(2023, 5, 10), state="held")
    assert send(editor, meeting, date="11.5.2023", state="held").status_code == 302
    assert latest(meeting).moved_from is None


def test_cancelling_a_published_meeting_asks_why(editor, council):
    meeting = make_meeting(council, SOON, state="called")
    assert "miksi kokous on peruttu" in send(editor, meeting, state="cancelled").text
    done = send(editor, meeting, state="cancelled", change_reason="Ei asioita.")
    assert done.status_code == 302


def test_a_new_date_belongs_to_a_cancelled_meeting(editor, council):
    response = send(editor, make_meeting(council, SOON), new_date=typed(LATER))
    assert "vain perutulle kokoukselle" in response.text


@pytest.mark.parametrize(
    ("way", "place", "words"),
    [
        ("remote", "", "Etäkokous"),
        ("hybrid", "Kokoustalo", "Kokoustalo, paikalla tai etäyhteydellä"),
    ],
)
def test_how_the_meeting_is_held_is_shown(client, council, way, place, words):
    meeting = make_meeting(council, SOON, participation=way, place=place)
    assert words in client.get(meeting.get_url()).text
    assert "AttendanceMode" in client.get(meeting.get_url()).text


# Minutes


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"minutes_approved_on": typed(SOON)}, "vasta tulossa"),
        ({"minutes_approved_on": "1.5.2023"}, "ennen kokousta"),
        ({"minutes_corrected_on": typed(SOON), "minutes_correction": "x"}, "vasta tulossa"),
        ({"minutes_corrected_on": "1.6.2023"}, "mitä korjattiin"),
        ({"minutes_correction": "5 §"}, "Merkitse myös päivä"),
    ],
)
def test_days_of_minutes_are_held_against_the_meeting(editor, council, fields, words):
    meeting = make_meeting(council, D(2023, 5, 10), state="held")
    assert words in send(editor, meeting, state="held", **fields).text


def test_a_correction_after_approval_is_shown_to_readers(editor, client, council):
    meeting = make_meeting(council, D(2023, 5, 10), state="held", minutes_state="approved")
    fields = {"minutes_corrected_on": "1.6.2023", "minutes_correction": "5 §:n määräpäivä"}
    state = {"state": "held", "minutes_state": "approved"}
    assert send(editor, meeting, **state, **fields).status_code == 302
    html = client.get(publish(meeting).get_url()).text
    assert "Pöytäkirjaa on korjattu 1.6.2023: 5 §:n määräpäivä" in html


def test_the_editor_opens_with_all_of_it(editor, cancelled):
    html = editor.get(edit_url(cancelled)).text
    for label in ("perumisen tai siirtämisen syy", "uusi päivä", "osallistumistapa"):
        assert label in html.lower()
