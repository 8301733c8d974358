"""Attendance on the page, as the council has chosen to show it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client

from meetings.models import Attendance, MeetingSettings
from tests.factories import make_mandate, make_meeting, make_person, make_seat, make_term


@pytest.fixture
def meeting(council):
    return make_meeting(council, state="held")


@pytest.fixture
def mandate(council):
    term = make_term(council, datetime.date(2024, 1, 1), live=True)
    person = make_person(first_name="Lempi", last_name="Mallikas")
    return make_mandate(term, make_seat(council, title="Nuorisojärjestöt"), person)


def shown(meeting):
    html = Client().get(meeting.url).text
    return html.partition("<h2>Läsnä</h2>")[2].partition("</section>")[0]


def test_by_seat_unless_the_council_says_otherwise(meeting, mandate):
    Attendance.objects.create(meeting=meeting, mandate=mandate, way="remote")
    Attendance.objects.create(meeting=meeting, guest="Suunnittelija, Esimerkkilän kunta")
    text = shown(meeting)
    assert "Nuorisojärjestöt, etäyhteydellä" in text
    assert "Suunnittelija, Esimerkkilän kunta" in text
    assert "Mallikas" not in text


def test_by_name(council, meeting, mandate):
    Attendance.objects.create(meeting=meeting, mandate=mandate)
    MeetingSettings.objects.create(show_attendance="name")
    assert "Nuorisojärjestöt: Lempi Mallikas" in shown(meeting)


def test_two_alike_are_counted_and_stand_once(meeting, mandate):
    deputy = make_mandate(mandate.term, mandate.seat, make_person(), role="deputy")
    for each in (mandate, deputy):
        Attendance.objects.create(meeting=meeting, mandate=each)
    for _ in range(2):
        Attendance.objects.create(meeting=meeting, guest="Haminan kaupunki")
    items = [
        " ".join(li.get_text(" ").split())
        for li in BeautifulSoup(shown(meeting), "html.parser")("li")
    ]
    assert sorted(items) == [
        "Haminan kaupunki (2 henkilöä)",
        "Nuorisojärjestöt",
        "Nuorisojärjestöt (varajäsen)",
    ]


def test_not_at_all(council, meeting, mandate):
    Attendance.objects.create(meeting=meeting, mandate=mandate)
    MeetingSettings.objects.create(show_attendance="not")
    assert "Läsnä" not in Client().get(meeting.url).text


def test_nobody_of_a_term_that_is_not_published(meeting, mandate):
    type(mandate.term).objects.update(live=False)
    Attendance.objects.create(meeting=meeting, mandate=mandate)
    assert "Nuorisojärjestöt" not in shown(meeting)


def test_who_was_at_a_meeting_stays_in_the_books(meeting, mandate):
    Attendance.objects.create(meeting=meeting, mandate=mandate)
    with pytest.raises(ProtectedError):
        mandate.delete()


@pytest.mark.parametrize("fields", [{}, {"guest": "Vieras", "mandate": True}])
def test_a_row_is_of_a_mandate_or_of_a_guest(meeting, mandate, fields):
    if "mandate" in fields:
        fields = fields | {"mandate": mandate}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, **fields)
