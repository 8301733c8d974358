"""Approvers, their deputies, and the days they have to answer."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from home.approval import service
from home.approval.approvers import (
    ALL_AWAY,
    NOBODY_NAMED,
    ONLY_YOU,
    OTHERS_AWAY,
    Approver,
    add_working_days,
    explain_no_approver,
    find_approvers_except,
    may_decide,
)
from home.approval.models import Assignment, Level
from home.approval.refusal import ApprovalRefused
from home.role_rights import apply_roles
from tests.approving import asked, away, draft_of, fresh, member, named, task_of
from tests.factories import make_text_page

TODAY = timezone.localdate
CHAIR, SECOND = Level.CHAIR, Level.SECOND_PAIR

pytestmark = pytest.mark.usefixtures("roles")


@pytest.fixture
def chair(council):
    return member(council, "chair")


@pytest.fixture
def vice(council):
    return member(council, "chair")


@pytest.fixture
def deputy(council):
    return member(council, "secretariat")


@pytest.fixture
def writer(council):
    return member(council, "communications")


@pytest.fixture
def three(council, chair, vice, deputy):
    return named(council, chair=chair, vice_chair=vice, deputy=deputy)


@pytest.fixture
def page(council, writer):
    page = make_text_page(council, title="Uutta", slug="uutta", live=False)
    draft_of(page, writer)
    return page


def ask(council, requester, level=CHAIR):
    excluded = {requester.pk} if requester else set()
    return find_approvers_except(level, excluded, TODAY())


class TestLine:
    """The chair; if absent or the writer, the vice chair; then the named deputy."""

    def test_the_chair_first(self, council, three, chair, writer):
        assert ask(council, writer) == [Approver(chair)]

    def test_the_vice_chair_for_an_absent_chair(self, council, three, chair, vice, writer):
        away(council, chair)
        assert ask(council, writer) == [Approver(vice, chair, Assignment.Why.ABSENCE)]

    def test_the_deputy_when_both_are_away(self, council, three, chair, vice, deputy, writer):
        away(council, chair)
        away(council, vice)
        assert ask(council, writer) == [Approver(deputy, chair, Assignment.Why.ABSENCE)]

    def test_the_vice_chair_for_a_chair_who_writes(self, council, three, chair, vice):
        assert ask(council, chair) == [Approver(vice, chair)]

    def test_the_deputy_where_there_is_no_vice_chair(self, council, chair, deputy, writer):
        named(council, chair=chair, deputy=deputy)
        away(council, chair)
        assert [approver.user for approver in ask(council, writer)] == [deputy]

    def test_every_chair_when_none_is_named(self, council, chair, vice, writer):
        assert {approver.user for approver in ask(council, writer)} == {chair, vice}

    def test_an_absence_that_is_over_or_to_come_is_none(self, council, three, chair, writer):
        absence = away(council, chair)
        for shift in (-10, 10):
            days = datetime.timedelta(days=shift)
            absence.starts, absence.ends = TODAY() + days, TODAY() + days
            absence.save()
            assert ask(council, writer) == [Approver(chair)]

    def test_nobody_without_the_role(self, council, three, chair, vice, writer):
        chair.groups.clear()
        assert [approver.user for approver in ask(council, writer)] == [vice]

    def test_nobody_whose_account_is_closed(self, council, three, chair, vice, writer):
        chair.is_active = False
        chair.save()
        assert [approver.user for approver in ask(council, writer)] == [vice]

    def test_any_other_of_the_staff_for_a_second_pair(self, council, chair, deputy, writer):
        assert {a.user for a in ask(council, writer, SECOND)} == {chair, deputy}

    def test_nobody_is_asked_where_nobody_need(self, council, chair, writer):
        assert ask(council, writer, Level.NONE) == []


class TestNobodyCan:
    """What the writer sees before submitting."""

    def reason(self, council, requester, level=CHAIR):
        return explain_no_approver(level, requester, TODAY())

    def test_nothing_when_somebody_can(self, council, chair, writer):
        assert self.reason(council, writer) == ""
        assert self.reason(council, writer, Level.NONE) == ""

    def test_that_nobody_is_named(self, council, writer):
        assert self.reason(council, writer) == NOBODY_NAMED

    def test_that_one_cannot_approve_ones_own(self, council, chair):
        assert self.reason(council, chair) == ONLY_YOU

    def test_that_all_are_away_and_who_comes_back_first(self, council, chair, vice, writer):
        away(council, chair, days=3)
        away(council, vice, days=2)
        reason = self.reason(council, writer)
        assert reason.startswith(str(ALL_AWAY))
        back = TODAY() + datetime.timedelta(days=3)
        assert f"Ensimmäisenä palaa {vice.get_full_name()}, " in reason
        assert f" {back:%-d.%-m.%Y}. " in reason

    def test_that_all_but_the_writer_are_away(self, council, chair, writer):
        named(council, chair=chair, deputy=writer)
        away(council, chair)
        assert self.reason(council, writer).startswith(str(OTHERS_AWAY))

    def test_of_a_second_pair(self, council, writer):
        assert self.reason(council, writer, SECOND) == ONLY_YOU


class TestAsking:
    def test_is_written_down_with_a_last_day(self, three, chair, writer, page):
        service.submit(page, writer)
        assignment = task_of(page).assignments.get()
        assert assignment.person == chair
        assert assignment.due == add_working_days(TODAY(), three.silence_days)
        assert may_decide(chair, task_of(page))

    def test_those_not_asked_may_not_decide(self, three, vice, deputy, writer, page):
        service.submit(page, writer)
        for other in (vice, deputy, writer):
            assert not may_decide(other, task_of(page))

    def test_a_lost_role_takes_the_right(self, three, chair, writer, page):
        service.submit(page, writer)
        chair.groups.clear()
        assert not may_decide(fresh(chair), task_of(page))
        with pytest.raises(ApprovalRefused) as refusal:
            service.approve(task_of(page), fresh(chair), channel="login")
        assert refusal.value.code == "role_lost"

    def test_what_waits_unasked_is_asked_when_somebody_comes(self, council, writer, page):
        service.submit(page, writer)
        assert asked(page) == set()
        chair = member(council, "chair")
        apply_roles()
        assert asked(page) == {chair}


class TestHandingOver:
    @pytest.fixture
    def waiting(self, three, writer, page):
        service.submit(page, writer)
        return page

    def test_in_silence_both_may_decide(self, waiting, chair, vice):
        (assignment,) = service.ask_next_in_line(task_of(waiting), "silence")
        assert (assignment.person, assignment.on_behalf_of) == (vice, chair)
        assert asked(waiting) == {chair, vice}
        service.approve(task_of(waiting), vice, channel="login")
        assert fresh(waiting).live

    def test_goes_on_down_the_line_and_ends(self, waiting, chair, vice, deputy):
        for expected in ([vice], [deputy], []):
            new = service.ask_next_in_line(task_of(waiting), "silence")
            assert [assignment.person for assignment in new] == expected

    def test_at_an_absence_that_begins_meanwhile(self, waiting, council, chair, vice):
        away(council, chair)
        (assignment,) = service.ask_next_in_line(task_of(waiting), "absence")
        assert (assignment.person, assignment.why) == (vice, "absence")

    def test_does_nothing_twice(self, waiting, council, chair):
        away(council, chair)
        assert service.ask_next_in_line(task_of(waiting), "absence")
        assert service.ask_next_in_line(task_of(waiting), "absence") == []

    def test_passes_by_who_wrote_it(self, council, chair, vice, deputy, three):
        page = make_text_page(council, title="Varan", slug="varan", live=False)
        draft_of(page, vice)
        service.submit(page, vice)
        (assignment,) = service.ask_next_in_line(task_of(page), "silence")
        assert assignment.person == deputy

    def test_of_what_was_decided_is_nothing(self, waiting, chair):
        task_state = task_of(waiting)
        service.approve(task_state, chair, channel="login")
        assert service.ask_next_in_line(task_state, "silence") == []


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("day", "number", "expected"),
        [
            ("2023-05-08", 3, "2023-05-11"),  # within a week
            ("2023-05-12", 1, "2023-05-15"),  # over a weekend
            ("2023-12-22", 1, "2023-12-27"),  # Christmas Eve was a Sunday, two holidays follow
            ("2024-06-19", 2, "2024-06-24"),  # Midsummer Eve is a Friday
            ("2024-03-28", 1, "2024-04-02"),  # Good Friday and Easter Monday
            ("2024-04-30", 1, "2024-05-02"),  # the first of May
            ("2024-12-05", 1, "2024-12-09"),  # Independence Day
        ],
    )
    def test_skip_weekends_and_finnish_holidays(self, day, number, expected):
        found = add_working_days(datetime.date.fromisoformat(day), number)
        assert found.isoformat() == expected

    @given(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1)), st.integers(1, 30))
    def test_add_up(self, day, number):
        once = add_working_days(day, number)
        assert add_working_days(once, 1) == add_working_days(day, number + 1)
        assert once.weekday() < 5
        assert once > day
