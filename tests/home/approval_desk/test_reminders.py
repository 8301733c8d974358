"""Reminders of an unanswered request: each sent once, in order, on working days only."""

import datetime
from contextlib import contextmanager
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from home.approval import service
from home.approval.models import Absence, ApprovalSettings, Assignment
from home.mail.models import OutboxMail
from home.models import StandardPage
from tests.factories import make_text_page

HELSINKI = ZoneInfo("Europe/Helsinki")


@contextmanager
def clock(moment):
    """Set the current time, also for the field with the time of the assignment."""
    asked_at = Assignment._meta.get_field("assigned_at")
    with (
        patch("django.utils.timezone.now", return_value=moment),
        patch.object(asked_at, "_get_default", lambda: moment),
    ):
        yield


def at(text):
    """Return a time in Finland, written as 2026-05-04 10.00."""
    return datetime.datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=HELSINKI)


def run(moment):
    """Run once, and again in the same minute, which must find nothing to do."""
    with clock(moment):
        call_command("run_due", "--accept-clock", verbosity=0)
        before = told()
        call_command("run_due", "--accept-clock", verbosity=0)
        assert told() == before


def told():
    """Return the notifications in order: pairs of a name and a kind of mail."""
    mails = OutboxMail.objects.order_by("pk").values_list("name", "kind")
    return [(name.split()[0], kind) for name, kind in mails]


class Waiting:
    """A text that waits for the chair, with a deputy after the chair."""

    def __init__(self, council, as_user):
        self.council = council
        self.writer = self.person(as_user, "communications", "Kirjoittaja")
        self.chair = self.person(as_user, "chair", "Puheenjohtaja")
        self.deputy = self.person(as_user, "secretariat", "Sijainen")
        self.settings = ApprovalSettings.objects.create(chair=self.chair, deputy=self.deputy)
        self.page = make_text_page(council, title="Kannanotto", live=False)

    def person(self, as_user, role, name):
        user = as_user(role).user
        user.first_name = name
        user.save()
        return user

    def sent(self, moment):
        with clock(moment):
            page = StandardPage.objects.get(pk=self.page.pk)
            page.save_revision(user=self.writer)
            self.task_state = service.submit(page, self.writer).current_task_state
        return self

    def away(self, person, starts, ends):
        dates = [datetime.date.fromisoformat(day) for day in (starts, ends)]
        Absence.objects.create(person=person, starts=dates[0], ends=dates[1])


@pytest.fixture
def waiting(council, as_user):
    return Waiting(council, as_user)


ASKED = ("Puheenjohtaja", "asks")
REMINDED = ("Puheenjohtaja", "reminder")
HANDED_OVER = [
    ("Sijainen", "deputy"),
    ("Puheenjohtaja", "handed_over"),
    ("Kirjoittaja", "handed_over"),
]
DEPUTY_REMINDED = ("Sijainen", "reminder")
IN_VAIN = ("Kirjoittaja", "nobody")
WEEKS = ("Sijainen", "digest")  # the deputy belongs to the secretariat too
ONCE_MORE = [IN_VAIN, REMINDED, DEPUTY_REMINDED]
WHOLE_WAY = [ASKED, REMINDED, *HANDED_OVER, DEPUTY_REMINDED, IN_VAIN]


def test_an_ordinary_week(waiting):
    """Sent on a Monday in May: a reminder on Tuesday, handed over to the deputy after Thursday."""
    waiting.sent(at("2026-05-04 10.00"))
    steps = [
        ("2026-05-04 18.00", [ASKED]),
        ("2026-05-05 07.59", [ASKED]),
        ("2026-05-05 08.00", [ASKED, REMINDED]),
        ("2026-05-07 23.59", [ASKED, REMINDED]),
        ("2026-05-08 07.59", [ASKED, REMINDED]),
        ("2026-05-08 08.00", [ASKED, REMINDED, *HANDED_OVER]),
        ("2026-05-10 12.00", [ASKED, REMINDED, *HANDED_OVER]),
        ("2026-05-11 08.00", [ASKED, REMINDED, *HANDED_OVER, DEPUTY_REMINDED]),
        ("2026-05-13 20.00", [ASKED, REMINDED, *HANDED_OVER, DEPUTY_REMINDED]),
        # Thursday the 14th is Ascension Day.
        ("2026-05-14 12.00", [ASKED, REMINDED, *HANDED_OVER, DEPUTY_REMINDED]),
        ("2026-05-15 08.00", WHOLE_WAY),
        # Repeated at growing intervals of working days.
    ]
    for moment, expected in steps:
        run(at(moment))
        assert told() == expected, moment


def test_weeks_of_silence_are_told_again_and_again(waiting):
    """At growing intervals of working days: to the submitter, the assignees, the secretariat."""
    waiting.sent(at("2026-05-04 10.00"))
    for moment in ("2026-05-05", "2026-05-08", "2026-05-11", "2026-05-15"):
        run(at(f"{moment} 08.00"))
    expected = list(WHOLE_WAY)
    assert told() == expected
    for moment, new in (
        ("2026-05-21 20.00", [WEEKS]),
        ("2026-05-22 08.00", ONCE_MORE),
        ("2026-05-27 20.00", []),
        ("2026-05-28 08.00", [WEEKS]),
        ("2026-06-05 08.00", ONCE_MORE),
        ("2026-06-10 20.00", []),
        ("2026-06-11 08.00", [WEEKS]),
        ("2026-07-03 20.00", []),
        ("2026-07-06 08.00", ONCE_MORE),
    ):
        run(at(moment))
        expected += new
        assert told() == expected, moment


@pytest.mark.parametrize(
    ("sent", "quiet", "handed_over"),
    [
        # Christmas: the 24th and 25th are no working days, the 26th is a Saturday.
        ("2026-12-22 10.00", "2026-12-29 23.00", "2026-12-30 08.00"),
        # Easter: Good Friday and Monday.
        ("2026-04-02 10.00", "2026-04-09 23.00", "2026-04-10 08.00"),
        # Midsummer Eve is a Friday.
        ("2026-06-18 10.00", "2026-06-24 23.00", "2026-06-25 08.00"),
        # Over a weekend: the last day to answer is a Wednesday.
        ("2026-05-29 10.00", "2026-06-03 23.00", "2026-06-04 08.00"),
        # The last day is a Friday: nothing is sent on Saturday.
        ("2026-06-09 10.00", "2026-06-14 12.00", "2026-06-15 08.00"),
    ],
)
def test_holidays_are_counted(waiting, sent, quiet, handed_over):
    waiting.sent(at(sent))
    run(at(quiet))
    assert ("Sijainen", "deputy") not in told()
    run(at(handed_over))
    assert ("Sijainen", "deputy") in told()


def test_a_decision_ends_it_all(waiting):
    waiting.sent(at("2026-05-04 10.00"))
    with clock(at("2026-05-04 12.00")):
        service.approve(waiting.task_state, waiting.chair, channel="login")
    run(at("2026-05-05 08.00"))
    run(at("2026-05-29 08.00"))
    assert told() == [ASKED, ("Kirjoittaja", "approved"), ("Puheenjohtaja", "receipt")]


def test_after_a_long_silence_of_the_server_nobody_is_reminded_late(waiting):
    """Scheduled jobs were down for a fortnight: the deputy is asked, without a stale reminder."""
    waiting.sent(at("2026-05-04 10.00"))
    run(at("2026-05-20 09.00"))
    assert told() == [ASKED, *HANDED_OVER]


class TestAbsence:
    def test_that_begins_meanwhile_brings_the_deputy_the_same_day(self, waiting):
        waiting.sent(at("2026-05-04 10.00"))
        waiting.away(waiting.chair, "2026-05-06", "2026-05-08")
        run(at("2026-05-05 23.00"))
        assert ("Sijainen", "deputy") not in told()
        run(at("2026-05-06 00.10"))
        assert told()[-3:] == HANDED_OVER
        assert Assignment.objects.last().why == "absence"

    def test_the_absent_are_not_reminded(self, waiting):
        waiting.settings.silence_days = 10
        waiting.settings.save()
        waiting.sent(at("2026-05-04 10.00"))
        waiting.away(waiting.chair, "2026-05-05", "2026-05-06")
        run(at("2026-05-06 09.00"))
        assert REMINDED not in told()
        assert DEPUTY_REMINDED not in told()

    def test_of_everybody_is_told_to_the_writer_once(self, waiting):
        waiting.sent(at("2026-05-04 10.00"))
        for person in (waiting.chair, waiting.deputy):
            waiting.away(person, "2026-05-05", "2026-05-20")
        for day in (5, 6, 7, 11):
            run(at(f"2026-05-{day:02} 09.00"))
        assert told() == [ASKED, IN_VAIN]


def test_without_a_deputy_the_writer_is_told(waiting):
    waiting.settings.deputy = None
    waiting.settings.save()
    waiting.sent(at("2026-05-04 10.00"))
    for day in (5, 8, 11):
        run(at(f"2026-05-{day:02} 09.00"))
    assert told() == [ASKED, REMINDED, IN_VAIN]


def test_a_reminder_brings_the_way_to_approve(waiting):
    waiting.sent(at("2026-05-04 10.00"))
    run(at("2026-05-05 09.00"))
    reminder = OutboxMail.objects.get(kind="reminder")
    assert reminder.to == waiting.chair.email
    assert reminder.subject == "Muistutus: hyväksyttäväksi viimeistään to 7.5.: Kannanotto"
    assert "/hyvaksy/" in reminder.text


def test_a_failing_mail_is_not_a_lost_reminder(waiting):
    """What cannot be stored is not marked as sent, and is tried again."""
    waiting.sent(at("2026-05-04 10.00"))
    with (
        patch("home.approval_desk.mails.reminders.send_request", side_effect=OSError),
        clock(at("2026-05-05 09.00")),
        pytest.raises(CommandError),
    ):
        call_command("run_due", "--accept-clock", verbosity=0)
    run(at("2026-05-05 09.10"))
    assert told() == [ASKED, REMINDED]


HOURS = st.lists(st.integers(min_value=1, max_value=60), min_size=1, max_size=6)


@given(start=st.integers(min_value=0, max_value=365 * 24), gaps=HOURS)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_the_clock_everybody_is_told_once_and_in_order(waiting, start, gaps):
    """A part of the whole sequence, at any hours at which the scheduled jobs run."""
    moment = at("2026-01-01 00.00") + datetime.timedelta(hours=start)
    before = transaction.savepoint()
    waiting.sent(moment)
    for gap in gaps:
        moment += datetime.timedelta(hours=gap)
        seen, local = told(), moment.astimezone(HELSINKI)
        run(moment)
        assert told() == seen or (local.hour >= 8 and local.weekday() < 5)
    way = iter(WHOLE_WAY)
    assert all(step in way for step in told()), told()
    transaction.savepoint_rollback(before)
