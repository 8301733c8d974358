"""Ends without a successor: shown on the dashboard, and mailed once."""

import datetime

import pytest
from django.utils import timezone

from home.mail.models import OutboxMail
from home.scheduling.running import run_due
from tests.approving import member
from tests.dashboard import for_you
from tests.factories import make_mandate, make_seat, make_term

TODAY = datetime.date(2024, 9, 3)  # a Tuesday
NOW = datetime.datetime(2024, 9, 3, 7, tzinfo=datetime.UTC)  # ten o'clock in Finland


def days(number):
    return TODAY + datetime.timedelta(number)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def term(council):
    return make_term(council, live=True)


def panel(client) -> list[str]:
    return [line for line in for_you(client) if "eikä seuraajaa ole merkitty" in line]


def due():
    return run_due(NOW, only="endings").done


@pytest.mark.parametrize(
    ("end", "shown"), [(-366, False), (-365, True), (-1, True), (60, True), (61, False)]
)
def test_an_end_that_is_near_is_shown_to_the_secretariat(as_user, council, term, end, shown):
    term.starts = days(-500)
    term.save()
    mandate = make_mandate(term, ends=days(end))
    assert (str(mandate.person) in "".join(panel(as_user("secretariat")))) is shown
    assert not panel(as_user("communications"))


def test_a_seat_with_a_successor_is_not(as_user, term):
    mandate = make_mandate(term, make_seat(term.body), ends=days(10))
    draft = term.get_latest_revision_as_object()
    make_mandate(draft, mandate.seat, starts=days(11))
    assert not panel(as_user("secretariat"))


def test_a_deputy_is_no_successor(as_user, term):
    mandate = make_mandate(term, make_seat(term.body), ends=days(10))
    make_mandate(term, mandate.seat, role="deputy")
    assert str(mandate.person) in panel(as_user("secretariat"))[0]


def test_a_term_ends_until_there_is_a_next_one(as_user, council, term):
    term.ends = days(30)
    term.save()
    make_mandate(term, ends=term.ends)
    secretary = as_user("secretariat")
    (line,) = panel(secretary)
    assert f"Toimikausi {term}" in line, "mandates that end with their term need no word"
    make_term(council, days(31), live=False)
    assert not panel(secretary)


def test_the_secretariat_is_mailed_once(as_user, council, term, django_capture_on_commit_callbacks):
    as_user("chair")
    secretary = member(council, "secretariat", email="sihteeri@example.org")
    mandate = make_mandate(term, ends=days(10))
    assert len(due()) == 1
    mail = OutboxMail.objects.get(kind="endings")
    assert mail.to == secretary.email
    assert str(mandate.person) in mail.text
    assert not due()
    mandate.ends = days(12)
    mandate.save()
    assert len(due()) == 1


def test_nobody_is_mailed_at_night(as_user, council, term):
    as_user("secretariat")
    make_mandate(term, ends=days(10))
    assert not run_due(NOW.replace(hour=1), only="endings").done
