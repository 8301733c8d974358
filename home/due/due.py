"""Reminders: to the one who was asked, and, when all are silent, to the one who asks."""

from datetime import datetime
from functools import partial

from django.utils import timezone

from home.approval.approvers import (
    absent,
    council_and_level,
    next_in_line,
    settings_of,
    working_days_after,
)
from home.approval.due import is_office_time, is_silent, waiting
from home.approval.models import Assignment
from home.links.letters import letter_for

from .models import Notice
from .running import DueItem


def due_items(now: datetime):
    for task_state in waiting() if is_office_time(now) else ():
        title = task_state.revision.object_str
        for assignment in task_state.assignments.active():
            if is_to_be_reminded(assignment, now):
                act = partial(remind, assignment.pk, now)
                yield DueItem("reminder", f"Muistutus: {title}", act)
        if last_in_vain(task_state, now):
            act = partial(tell_writer, task_state.pk, now)
            yield DueItem("no_answer", f"Kukaan ei ole vastannut: {title}", act)


def is_to_be_reminded(assignment, now: datetime) -> bool:
    """Half-way to the last day of answering, and the person is there to read it."""
    day = timezone.localdate(now)
    council = council_and_level(assignment.task_state)[0]
    asked = timezone.localdate(assignment.assigned_at)
    return (
        working_days_after(asked, settings_of(council).reminder_days) <= day
        and not is_silent(assignment, day)
        and assignment.person_id not in absent(council, day)
        and not Notice.objects.given(reminder_of(assignment))
    )


def reminder_of(assignment) -> str:
    return f"reminder of assignment {assignment.pk}"


def remind(assignment_pk: int, now: datetime):
    assignment = Assignment.objects.active().filter(pk=assignment_pk).first()
    if assignment and is_to_be_reminded(assignment, now):
        Notice.objects.once(reminder_of(assignment))
        letter_for(assignment, "reminder")


def last_in_vain(task_state, now: datetime) -> Assignment | None:
    """The last one who was asked, if all were asked in vain and nobody else is left."""
    day = timezone.localdate(now)
    away = absent(council_and_level(task_state)[0], day)
    asked = list(task_state.assignments.active())
    in_vain = all(is_silent(each, day) or each.person_id in away for each in asked)
    told = Notice.objects.given(no_answer_of(task_state))
    if not asked or not in_vain or told or next_in_line(task_state, day):
        return None
    return asked[-1]


def no_answer_of(task_state) -> str:
    return f"no answer of task {task_state.pk}"


def tell_writer(task_state_pk: int, now: datetime):
    """Tells the one who sent the text that it waits in vain."""
    task_state = waiting().filter(pk=task_state_pk).first()
    assignment = task_state and last_in_vain(task_state, now)
    if assignment:
        Notice.objects.once(no_answer_of(task_state))
        letter_for(assignment, "nobody")
