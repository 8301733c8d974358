"""One screen after a meeting: attendance, decisions, state of the minutes, news, and sending."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from home.approval.models.bundle import Companion
from home.models import NewsIndexPage, NewsPage
from meetings.models import AgendaItem, Attendance, MeetingPage
from tests.approving import fresh, member, named, task_of
from tests.factories import index_of, make_mandate, make_meeting, make_seat, make_term
from tests.sent_forms import fields_of

D = datetime.date
DECIDED = "<p>Hyväksyttiin. Sihteeri vastaa asiasta 15.12.2024 mennessä.</p>"


@pytest.fixture
def editor(as_user):
    return as_user("secretariat")


@pytest.fixture
def news_list(council):
    return index_of(NewsIndexPage, council)


@pytest.fixture
def meeting(council):
    """A meeting of the past with a formality, a decision and an item without one."""
    meeting = make_meeting(council, D(2024, 11, 18), state="called", place="")
    rows = (("Avaus", "formality", ""), ("Messut", "decision", DECIDED), ("Muut", "decision", ""))
    for number, (title, kind, decision) in enumerate(rows, start=1):
        meeting.agenda_items.add(
            AgendaItem(number=number, title=title, kind=kind, decision=decision, sort_order=number)
        )
    meeting.save()
    meeting.save_revision()
    return fresh(meeting)


@pytest.fixture
def mandates(council):
    term = make_term(council, D(2024, 1, 1), live=True)
    holder = make_mandate(term, make_seat(council, title="Liikunta"))
    deputy = make_mandate(term, holder.seat, role="deputy", deputy_of=holder)
    return holder, deputy


def url(meeting):
    return reverse("after_meeting", args=[meeting.pk])


def screen(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def sent_by(soup) -> dict:
    return fields_of(soup.select_one("form.after-meeting"))


def draft(meeting) -> MeetingPage:
    return fresh(meeting).get_latest_revision_as_object()


def test_what_the_decision_states_is_proposed_and_stored(editor, meeting):
    soup = screen(editor.get(url(meeting)))
    assert [legend.text.strip() for legend in soup.select(".after-meeting__item > legend")] == [
        "2 § Messut",
        "3 § Muut",
    ]
    data = sent_by(soup)
    assert (data["items-0-responsible"], data["items-0-result"]) == ("Sihteeri", "approved")
    assert data["minutes-summary"].startswith("• Messut: Hyväksyttiin.")
    data |= {"items-1-decision": "Merkittiin tiedoksi.\nKiitettiin.", "items-1-result": "noted"}
    data |= {"minutes-place": "Talo", "minutes-minutes_state": "checked"}
    response = editor.post(url(meeting), data, follow=True)
    assert "Luonnos tallennettu." in response.text
    stored = draft(meeting)
    fair, others = [item for item in stored.agenda_items.all() if item.kind == "decision"]
    assert (fair.responsible, fair.due, fair.decision) == ("Sihteeri", D(2024, 12, 15), DECIDED)
    assert (others.result, others.decision) == (
        "noted",
        "<p>Merkittiin tiedoksi.</p><p>Kiitettiin.</p>",
    )
    assert (stored.place, stored.minutes_state, stored.state) == ("Talo", "checked", "held")
    assert stored.summary.startswith("<ul><li>Messut")
    assert fresh(meeting).place == ""  # nothing is public yet


def test_everyone_is_ticked_but_the_deputies_and_nothing_is_stored(editor, meeting, mandates):
    holder, deputy = mandates
    data = sent_by(screen(editor.get(url(meeting))))
    data |= {"minutes-place": "Kirjoitin tämän jo", "everyone": "1"}
    response = editor.post(url(meeting), data)
    assert "Varsinaiset jäsenet on merkitty paikalle." in response.text
    ticked = sent_by(screen(response))
    assert ticked["minutes-place"] == "Kirjoitin tämän jo"
    assert ticked[f"mandate-{holder.pk}"] == "here"
    assert ticked[f"mandate-{deputy.pk}"] == ""
    assert not draft(meeting).attendances.exists()
    editor.post(url(meeting), ticked | {f"mandate-{holder.pk}": "remote"})
    assert [(row.mandate_id, row.way) for row in draft(meeting).attendances.all()] == [
        (holder.pk, Attendance.Way.REMOTE)
    ]


def test_the_attendance_screen_has_the_same_button(editor, meeting, mandates):
    address = reverse("meeting_attendance", args=[meeting.pk])
    names = {f"mandate-{mandate.pk}": "" for mandate in mandates}
    response = editor.post(address, names | {"guests": "Tutkija", "everyone": "1"})
    form = response.context["form"]
    assert [form[name].value() for name in names] == ["here", ""]
    assert form["guests"].value() == "Tutkija"
    assert not draft(meeting).attendances.exists()


def test_everything_is_sent_as_one_with_the_news(editor, council, meeting, news_list):
    named(council, chair=member(council, "chair"))
    data = sent_by(screen(editor.get(url(meeting)))) | {"news-wanted": "on", "send": "1"}
    data["news-title"] = "Messut tulevat"
    response = editor.post(url(meeting), data, follow=True)
    assert "Lähetetty puheenjohtajan hyväksyttäväksi." in response.text
    news = NewsPage.objects.get()
    assert (news.title, news.live) == ("Messut tulevat", False)
    assert news.get_latest_revision_as_object().lead.startswith("Messut: Hyväksyttiin.")
    assert [page.pk for page in news.get_related_pages()] == [meeting.pk]
    assert Companion.objects.filter(page=meeting.pk, draft=news.pk).exists()
    assert task_of(meeting) is not None
    assert "odottaa hyväksyntää" in editor.get(url(meeting), follow=True).text


def test_news_is_offered_once(editor, meeting, news_list):
    data = sent_by(screen(editor.get(url(meeting)))) | {"news-wanted": "on"}
    editor.post(url(meeting), data)
    assert NewsPage.objects.count() == 1
    assert editor.get(url(meeting)).context["form"].news is None


def test_what_may_not_be_sent_is_kept_with_the_reason_shown(editor, council, meeting):
    named(council, chair=member(council, "chair"))
    data = sent_by(screen(editor.get(url(meeting))))
    data |= {"items-1-decision": "Soita 040 123 4567 tai 131052-308T.", "send": "1"}
    response = editor.post(url(meeting), data, follow=True)
    assert "Luonnos tallennettiin, mutta sitä ei lähetetty." in response.text
    assert task_of(meeting) is None
    assert "131052-308T" in draft(meeting).agenda_items.all()[2].decision


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"minutes-minutes_approved_on": "1.1.2024"}, "ennen kokousta"),
        ({"items-0-due": "31.2.2025"}, "Määräpäivä"),
        ({"news-wanted": "on", "news-title": ""}, "Anna tiedotteelle otsikko"),
        ({"guests": "x" * 201}, "liian pitkä"),
    ],
)
def test_what_is_wrong_is_marked_and_nothing_is_stored(editor, meeting, news_list, changes, said):
    before = fresh(meeting).latest_revision_id
    data = sent_by(screen(editor.get(url(meeting)))) | {"minutes-place": "Kirjoitettu"} | changes
    response = editor.post(url(meeting), data)
    assert response.status_code == 422
    assert said in response.text and "Kirjoitettu" in response.text
    assert fresh(meeting).latest_revision_id == before


def test_a_change_beside_is_not_overwritten(editor, meeting):
    data = sent_by(screen(editor.get(url(meeting)))) | {"minutes-place": "Minun paikkani"}
    other = draft(meeting)
    other.place = "Toinen paikka"
    other.save_revision()
    response = editor.post(url(meeting), data)
    assert response.status_code == 409 and "Minun paikkani" in response.text
    assert draft(meeting).place == "Toinen paikka"


def test_parts_that_did_not_arrive_store_nothing(editor, meeting):
    data = sent_by(screen(editor.get(url(meeting))))
    for missing in ("guests", "minutes-place", "items-1-result", "items-TOTAL_FORMS"):
        before = fresh(meeting).latest_revision_id
        part = {name: value for name, value in data.items() if name != missing}
        assert editor.post(url(meeting), part).status_code == 400
        assert fresh(meeting).latest_revision_id == before


def test_before_the_day_or_when_cancelled_it_says_why_not(editor, council):
    coming = make_meeting(council, timezone.localdate() + datetime.timedelta(2))
    cancelled = make_meeting(council, D(2024, 2, 2), state="cancelled")
    assert "vasta tulossa" in editor.get(url(coming), follow=True).text
    assert "merkitty perutuksi" in editor.get(url(cancelled), follow=True).text


def test_the_editor_of_a_held_meeting_leads_to_it(editor, council, meeting):
    edit = "wagtailadmin_pages:edit"
    assert url(meeting) in editor.get(reverse(edit, args=[meeting.pk])).text
    coming = make_meeting(council, timezone.localdate() + datetime.timedelta(2))
    assert url(coming) not in editor.get(reverse(edit, args=[coming.pk])).text
