"""Scheduled jobs of the approval: scheduled publishing, reassignment and escalation."""

from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from home.extension_points import DueItem
from home.mail.gathering import gather_mails
from home.scheduling.running import raise_again

from .approvers import add_working_days, find_next_approvers, get_absent_users
from .go_live import list_scheduled_jobs
from .models import Assignment
from .reassigning import reassign
from .service import ask_next_in_line
from .waiting import list_waiting_versions, plan_assignments

OFFICE_OPENS = 8  # o'clock; deputies are not asked in the middle of the night

__all__ = ["due_items", "is_office_time", "is_past_due", "list_waiting_versions"]


def due_items(now: datetime):
    for name, act, if_failed in list_scheduled_jobs(now):
        yield DueItem("publish", name, act, if_failed)
    changed, silent = [], []
    for task_state in list_waiting_versions():
        try:
            if needs_reassigning(task_state, now):
                changed.append(task_state.pk)
            elif is_unanswered_by_all(task_state, now):
                silent.append(task_state.pk)
        except Exception as error:
            # One broken text must not hold up the others.
            yield DueItem("hand_over", f"Hyväksyjät: {task_state}", partial(raise_again, error))
    if changed:
        title = f"Hyväksyjien vaihtuminen: tekstejä {len(changed)}"
        yield DueItem("hand_over", title, partial(reassign, changed))
    if silent:
        title = f"Siirto sijaiselle: tekstejä {len(silent)}"
        yield DueItem("hand_over", title, partial(ask_deputies, silent, now))


def needs_reassigning(task_state, now: datetime) -> bool:
    """Return whether assignments must change now; those who came back are not asked at night."""
    plan = plan_assignments(task_state, timezone.localdate(now))
    is_day = timezone.localtime(now).hour >= OFFICE_OPENS
    return plan.changes_something and (plan.is_urgent or is_day)


def is_unanswered_by_all(task_state, now: datetime) -> bool:
    """Return whether all assignees let their due date pass and there is somebody else to ask."""
    day = timezone.localdate(now)
    away = get_absent_users(day)
    present = [a for a in task_state.assignments.active() if a.person_id not in away]
    silent = is_office_time(now) and present and all(is_past_due(a, day) for a in present)
    return bool(silent) and bool(find_next_approvers(task_state, day))


def is_past_due(assignment, day) -> bool:
    """Return whether the due date of the assignment has passed."""
    return assignment.due is not None and assignment.due < day


def is_office_time(now: datetime) -> bool:
    """Return whether it is after opening time on a working day, by the deadlines' holidays."""
    local = timezone.localtime(now)
    yesterday = local.date() - timedelta(days=1)
    return local.hour >= OFFICE_OPENS and add_working_days(yesterday, 1) == local.date()


def ask_deputies(keys, now: datetime) -> None:
    """Ask the next in line about versions that are still unanswered, in one mail to each person."""
    with gather_mails():
        for task_state in list_waiting_versions().filter(pk__in=keys):
            if is_unanswered_by_all(task_state, now):
                ask_next_in_line(task_state, Assignment.Why.SILENCE)
