"""Control characters stored by earlier versions break no feed, calendar, PDF, mail or page."""

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from home.mail.outbox import MailContent, Recipient, post_mail
from meetings.present import merge_attendance
from tests.factories import make_meeting

D = datetime.date
DIRTY = "Kokous\x0b\x07 ja \u202emuuta\ud7ff\ufffe\x1f"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def meeting(council):
    meeting = make_meeting(council, D(2024, 3, 13), title="Kokous", place="Talo")
    type(meeting).objects.filter(pk=meeting.pk).update(
        title=DIRTY, search_description=DIRTY, place=DIRTY, last_published_at=timezone.now()
    )
    meeting.refresh_from_db()
    return meeting


@pytest.mark.parametrize("path", ["/syote.atom", "/sitemap.xml", "/kokoukset/"])
def test_what_lists_it_stands(client, meeting, path):
    response = client.get(path)
    assert response.status_code == 200
    if "xml" in response["Content-Type"]:
        ET.fromstring(response.content)  # noqa: S314 - our own answer


def test_the_feed_says_that_its_summaries_are_plain_text(client, meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(search_description="Pidettiin <5 & 6>")
    entries = ET.fromstring(client.get(reverse("feed")).content).findall(f"{ATOM}entry")  # noqa: S314
    (summary,) = [entry.find(f"{ATOM}summary") for entry in entries]
    assert summary.get("type") == "text"
    assert summary.text == "Pidettiin <5 & 6>"


def test_the_page_its_calendar_and_its_paper_stand(client, meeting):
    url = meeting.get_url()
    assert client.get(url).status_code == 200
    event = Calendar.from_ical(client.get(f"{url}kokous.ics").content).walk("VEVENT")[0]
    assert "\x0b" not in event["summary"]
    assert event["location"].startswith("Kokous ja muuta")


def test_a_mail_of_an_old_title_leaves(db, stored):
    with stored():
        post_mail("test", Recipient("a@example.org"), MailContent(f"Lue: {DIRTY}", (DIRTY,)))
    (message,) = mail.outbox
    assert message.subject.startswith("Lue: Kokous ja muuta")
    assert "\x0b" not in message.body
    assert message.message()


def row(**kwargs):
    return {
        "seat": "Haminan kaupunki",
        "role": "member",
        "name": "",
        "guest": "",
        "way": "here",
    } | kwargs


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ([row(), row()], [2]),
        ([row(), row(role="deputy")], [1, 1]),
        ([row(), row(way="remote")], [1, 1]),
        ([row(name="Aino Esimerkki"), row(name="Onni Esimerkki")], [1, 1]),
        ([row(name="Aino Esimerkki"), row(name="Aino Esimerkki")], [1]),
        ([row(seat=None, guest="Vieras"), row(seat=None, guest="Vieras")], [2]),
        ([], []),
    ],
)
def test_those_who_look_alike_are_counted_and_not_repeated(rows, counts):
    assert [one["count"] for one in merge_attendance(rows)] == counts
