"""A held meeting without public minutes: mail to the secretariat, a week later to the chair."""

import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from home.approval.models import ApprovalSettings
from home.mail.models import OutboxMail
from meetings.late_minutes import meetings_without_minutes
from meetings.models import MeetingPage
from tests.dashboard import for_others, for_you
from tests.factories import attach, make_document, make_meeting

HELD = datetime.date(2026, 5, 6)  # a Wednesday


@pytest.fixture
def people(as_user):
    return {role: as_user(role).user for role in ("secretariat", "chair", "communications")}


def run(day, hour=9):
    moment = datetime.datetime.combine(day, datetime.time(hour), tzinfo=ZoneInfo("Europe/Helsinki"))
    with patch("django.utils.timezone.now", return_value=moment):
        call_command("run_due", "--only", "minutes", verbosity=0)


def mailed():
    return list(OutboxMail.objects.order_by("pk").values_list("to", flat=True))


def after(days):
    return HELD + datetime.timedelta(days=days)


def test_the_secretariat_is_mailed_first_and_the_chair_a_week_later(council, people):
    meeting = make_meeting(council, HELD, state="held", title="Kokous 6.5.2026")
    secretary, chair = people["secretariat"].email, people["chair"].email
    steps = [(9, []), (12, [secretary]), (13, [secretary]), (19, [secretary, chair]), (40, None)]
    for days, expected in steps:
        run(after(days))
        run(after(days))
        assert mailed() == ([secretary, chair] if expected is None else expected), days
    first = OutboxMail.objects.order_by("pk").first()
    assert first.subject == "Pöytäkirja puuttuu: Kokous 6.5.2026"
    assert "12 päivää sitten" in first.text
    assert reverse("after_meeting", args=[meeting.pk]) in first.text


def test_nobody_is_mailed_at_night_or_on_a_holiday(council, people):
    make_meeting(council, HELD, state="held")
    run(after(12), hour=6)
    run(after(10))  # a Saturday
    assert mailed() == []


def test_the_council_chooses_after_how_many_days(council, people):
    ApprovalSettings.objects.create(minutes_alarm_days=20)
    make_meeting(council, HELD, state="held")
    run(after(19))
    assert mailed() == []
    run(after(20))
    assert len(mailed()) == 1


class TestWhichMeetings:
    """No alarm for meetings with public minutes, or cancelled, withdrawn or long past."""

    def overdue(self, council, days=12):
        return list(meetings_without_minutes(after(days)))

    @pytest.mark.parametrize("state", ["planned", "called", "held"])
    def test_a_meeting_whose_day_is_past_counts_as_held(self, council, state):
        meeting = make_meeting(council, HELD, state=state)
        assert self.overdue(council) == [meeting]

    def test_a_draft_too(self, council):
        assert self.overdue(council) == [] != [make_meeting(council, HELD, live=False)]
        assert len(self.overdue(council)) == 1

    def test_a_cancelled_one_needs_no_minutes(self, council):
        make_meeting(council, HELD, state="cancelled")
        assert self.overdue(council) == []

    def test_a_withdrawn_one_is_not_asked_about(self, council):
        meeting = make_meeting(council, HELD)
        meeting.save_revision().publish()
        MeetingPage.objects.get(pk=meeting.pk).unpublish()
        assert self.overdue(council) == []

    def test_a_published_file_is_enough(self, council):
        meeting = make_meeting(council, HELD)
        paper = attach(make_document(council), meeting, kind="poytakirja")
        assert self.overdue(council) == []
        paper.kind = "liite"
        paper.save()
        assert self.overdue(council) == [meeting]

    def test_a_line_without_a_file_is_not(self, council):
        meeting = make_meeting(council, HELD)
        meeting.documents.model.objects.create(meeting=meeting, title="P", kind="poytakirja")
        assert self.overdue(council) == [meeting]

    def test_a_file_in_a_draft_is_not(self, council):
        meeting = make_meeting(council, HELD, live=False)
        attach(make_document(council), meeting, kind="poytakirja")
        assert self.overdue(council) == [meeting]

    @pytest.mark.parametrize(("state", "enough"), [("draft", 0), ("checked", 1), ("approved", 1)])
    def test_minutes_on_the_page_itself_are_recognised_by_their_state(self, council, state, enough):
        make_meeting(council, HELD, minutes_state=state)
        assert len(self.overdue(council)) == 1 - enough

    def test_what_is_long_past_is_history(self, council):
        make_meeting(council, HELD)
        assert len(self.overdue(council, 99)) == 1
        assert self.overdue(council, 100) == []


def test_the_dashboard_lists_them(council, as_user):
    today = timezone.localdate()
    make_meeting(council, today - datetime.timedelta(days=11), title="Unohtunut kokous")
    for lines in (for_you(as_user("secretariat")), for_others(as_user("chair"))):
        assert "öytäkirjaa ei ole julkaistu määräajassa" in lines[0]
        assert "Unohtunut kokous" in lines[0]
