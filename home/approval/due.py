"""What of the approval the scheduled work does: publishing in time, asking a deputy in time."""

from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from home.due.running import DueItem

from .approvers import absent, council_and_level, next_in_line, working_days_after
from .models import Assignment
from .scheduled import scheduled_items
from .service import approvers_of, hand_over

OFFICE_OPENS = 8  # o'clock; nobody's deputy is asked in the middle of the night


def due_items(now: datetime):
    for name, act, if_failed in scheduled_items(now):
        yield DueItem("publish", name, act, if_failed)
    for task_state in waiting():
        if why_to_hand_over(task_state, now):
            title = f"Siirto sijaiselle: {task_state.revision.object_str}"
            yield DueItem("hand_over", title, partial(ask_deputy, task_state.pk, now))


def waiting():
    """Every version that waits for somebody's decision, longest first."""
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .select_related("workflow_state", "revision", "task")
        .order_by("started_at", "pk")
    )


def why_to_hand_over(task_state, now: datetime) -> str:
    """Why somebody else should be asked too: "absence", "silence" or nothing."""
    day = timezone.localdate(now)
    asked = list(task_state.assignments.active())
    away = absent(council_and_level(task_state)[0], day)
    if all(assignment.person_id in away for assignment in asked):
        known = {assignment.person_id for assignment in asked}
        others = [a for a in approvers_of(task_state) if a.user.pk not in known]
        return Assignment.Why.ABSENCE if others else ""
    silent = is_office_time(now) and all(is_silent(assignment, day) for assignment in asked)
    return Assignment.Why.SILENCE if silent and next_in_line(task_state, day) else ""


def is_silent(assignment, day) -> bool:
    """Has the last day of answering gone by?"""
    return assignment.due is not None and assignment.due < day


def is_office_time(now: datetime) -> bool:
    """A working day's morning has come; holidays are those of the deadlines."""
    local = timezone.localtime(now)
    yesterday = local.date() - timedelta(days=1)
    return local.hour >= OFFICE_OPENS and working_days_after(yesterday, 1) == local.date()


def ask_deputy(task_state_pk: int, now: datetime):
    """Asks the next in line, if that is still needed; the new askings."""
    task_state = waiting().filter(pk=task_state_pk).first()
    why = task_state and why_to_hand_over(task_state, now)
    return hand_over(task_state, why) if why else []


def ask_deputies(council, now: datetime) -> int:
    """Asks those who stand in for people who are away or gone; tells of how many texts."""
    waiting_here = [t for t in waiting() if council_and_level(t)[0] == council]
    return sum(bool(ask_deputy(task_state.pk, now)) for task_state in waiting_here)
