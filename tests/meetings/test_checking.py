"""The checking of minutes: asked in turn by a personal link, then sent for approval."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from home.mail.models import OutboxMail
from home.scheduling.running import run_due
from meetings.models import AgendaItem, MeetingSettings, MinutesCheck
from tests.approving import fresh, member, named, task_of
from tests.factories import make_mandate, make_meeting, make_seat, make_term

D = datetime.date
LINK = re.compile(r"http://127\.0\.0\.1:8000(/tarkasta/\S+/)")
RIGHT = {"vastaus": "checked", "huomautus": ""}
WRONG = {"vastaus": "remark", "huomautus": "2 §: päivä on väärin."}


@pytest.fixture
def editor(as_user):
    return as_user("secretariat")


@pytest.fixture
def chair(council):
    chair = member(council, "chair")
    named(council, chair=chair)
    return chair


@pytest.fixture
def meeting(council):
    meeting = make_meeting(council, D(2024, 11, 18), state="held", live=False)
    meeting.agenda_items.add(
        AgendaItem(number=1, title="Messut", decision="<p>Hyväksyttiin.</p>", sort_order=0)
    )
    meeting.save()
    meeting.save_revision()
    MeetingSettings.objects.update_or_create(defaults={"has_checkers": True})
    return fresh(meeting)


@pytest.fixture
def checkers(council):
    """Two people who can be mailed; a third cannot."""
    term = make_term(council, D(2024, 1, 1), live=True)
    people = []
    for number in (1, 2, 3):
        seat = make_seat(council, title=f"Paikka {number}", order=number)
        person = make_mandate(term, seat).person
        if number < 3:
            person.contact_email = f"tarkastaja{number}@example.org"
            person.contact_consent_on = D(2024, 1, 1)
            person.save()
        people.append(person)
    return people


def url(meeting):
    return reverse("minutes_checks", args=[meeting.pk])


def ask(editor, meeting, checkers):
    people = [person.pk for person in checkers[:2]]
    return editor.post(url(meeting), {"people": people}, follow=True)


def link_to(address) -> str:
    """Return the link of the latest mail to the address."""
    mail = OutboxMail.objects.filter(to=address).latest("pk")
    return LINK.search(mail.text)[1]


def states(meeting):
    return list(meeting.minutes_checks.values_list("state", flat=True))


def test_they_are_asked_in_turn_and_then_it_is_sent(editor, client, chair, meeting, checkers):
    page = ask(editor, meeting, checkers)
    assert f"Tarkastuspyyntö on lähetetty: {checkers[0]}." in page.text
    assert states(meeting) == ["asked", "waits"]
    assert not OutboxMail.objects.filter(to="tarkastaja2@example.org").exists()
    first = link_to("tarkastaja1@example.org")
    shown = client.get(first)
    assert "Hyväksyttiin." in shown.text
    assert shown["Cache-Control"] == "no-store"
    assert client.head(first).status_code == 200
    assert states(meeting) == ["asked", "waits"]
    assert "Kiitos, tarkastuksesi on tallennettu" in client.post(first, RIGHT).text
    assert client.get(first).status_code == 410
    assert client.post(first, WRONG).status_code == 410
    assert states(meeting) == ["checked", "asked"]
    assert task_of(meeting) is None
    client.post(link_to("tarkastaja2@example.org"), RIGHT)
    draft = fresh(meeting).get_latest_revision_as_object()
    assert (draft.minutes_state, draft.minutes_approved_on) == ("checked", timezone.localdate())
    assert task_of(meeting) is not None
    assert not fresh(meeting).live
    told = OutboxMail.objects.filter(to=editor.user.email).latest("pk")
    assert "Kaikki ovat tarkastaneet pöytäkirjan. Se lähetettiin hyväksyttäväksi." in told.text


def test_a_remark_goes_to_the_secretary_and_the_round_stops(editor, client, meeting, checkers):
    ask(editor, meeting, checkers)
    answer = client.post(link_to("tarkastaja1@example.org"), WRONG)
    assert "Kiitos, huomautuksesi on lähetetty sihteerille" in answer.text
    assert states(meeting) == ["remark", "waits"]
    told = OutboxMail.objects.filter(to=editor.user.email).latest("pk")
    assert "2 §: päivä on väärin." in told.text
    assert "Pöytäkirjan tarkastaja huomautti." in editor.get(reverse("wagtailadmin_home")).text
    assert "2 §: päivä on väärin." in editor.get(url(meeting)).text
    after = editor.get(reverse("after_meeting", args=[meeting.pk])).text
    assert "2 §: päivä on väärin." in after
    ask(editor, meeting, checkers)
    assert states(meeting) == ["asked", "waits"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Valitse, onko pöytäkirja oikein."),
        ({"vastaus": "remark", "huomautus": " "}, "Kirjoita, mitä pöytäkirjassa pitää korjata."),
        (RIGHT | {"huomautus": "Väärin"}, "Valitse Huomautus, tai poista kirjoittamasi teksti."),
    ],
)
def test_an_answer_that_is_not_whole_is_asked_again(editor, client, meeting, checkers, data, words):
    ask(editor, meeting, checkers)
    response = client.post(link_to("tarkastaja1@example.org"), data)
    assert response.status_code == 422
    soup = BeautifulSoup(response.content, "html.parser")
    assert words in soup.text
    assert soup.select_one("textarea").text.strip() == data.get("huomautus", "").strip()
    assert states(meeting) == ["asked", "waits"]


def test_nobody_checks_an_old_text(editor, client, meeting, checkers):
    ask(editor, meeting, checkers)
    draft = fresh(meeting).get_latest_revision_as_object()
    item = draft.agenda_items.get()
    item.decision = "<p>Hylättiin.</p>"
    draft.agenda_items = [item]
    draft.save_revision()
    link = link_to("tarkastaja1@example.org")
    assert "Pöytäkirjaa on muutettu" in client.get(link).text
    assert client.post(link, RIGHT).status_code == 410
    assert states(meeting) == ["asked", "waits"]
    assert "lähetetty linkki ei toimi" in editor.get(url(meeting)).text


def test_another_place_does_not_stop_the_checking(editor, client, meeting, checkers):
    ask(editor, meeting, checkers)
    draft = fresh(meeting).get_latest_revision_as_object()
    draft.place = "Talo"
    draft.save_revision()
    assert client.get(link_to("tarkastaja1@example.org")).status_code == 200


def test_what_was_not_sent_is_said(editor, client, meeting, checkers):
    ask(editor, meeting, checkers[:1])
    editor.user.is_active = False
    editor.user.save()
    secretary = member(None, "secretariat")
    client.post(link_to("tarkastaja1@example.org"), RIGHT)
    assert task_of(meeting) is None
    told = OutboxMail.objects.filter(to=secretary.email).latest("pk")
    assert "mutta sitä ei lähetetty hyväksyttäväksi." in told.text


def test_a_cancelled_request_leaves_dead_links(editor, client, meeting, checkers):
    ask(editor, meeting, checkers)
    link = link_to("tarkastaja1@example.org")
    editor.post(url(meeting), {"end": "1"})
    assert client.get(link).status_code == 404
    assert client.get("/tarkasta/keksitty/").status_code == 404


def test_only_those_who_can_be_mailed_are_offered(editor, meeting, checkers):
    soup = BeautifulSoup(editor.get(url(meeting)).content, "html.parser")
    offered = {field["value"] for field in soup.select("input[name=people]")}
    assert offered == {str(person.pk) for person in checkers[:2]}
    response = editor.post(url(meeting), {"people": [checkers[2].pk]})
    assert response.status_code == 422
    assert not MinutesCheck.objects.exists()


def test_silence_is_seen_and_answers_are_deleted_in_time(editor, client, meeting, checkers):
    ask(editor, meeting, checkers)
    start = editor.get(reverse("wagtailadmin_home")).text
    assert f"Odottaa pöytäkirjan tarkastajaa: {checkers[0]}" in start
    MinutesCheck.objects.update(expires_at=timezone.now() - datetime.timedelta(1))
    assert client.get(link_to("tarkastaja1@example.org")).status_code == 410
    start = editor.get(reverse("wagtailadmin_home")).text
    assert "Pöytäkirjan tarkastaja ei ole vastannut ajoissa." in start
    run_due(timezone.now(), "old_checks")
    assert not MinutesCheck.objects.exists()  # the meeting was held more than a year ago


def test_the_setting_decides_whether_it_is_offered(editor, meeting, checkers):
    after = reverse("after_meeting", args=[meeting.pk])
    assert "Pöytäkirjan tarkastajat" in editor.get(after).text
    MeetingSettings.objects.update(has_checkers=False)
    assert "Pöytäkirjan tarkastajat" not in editor.get(after).text
