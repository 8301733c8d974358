"""Reminders to assignees and, when nobody answers, to the submitter."""

from datetime import datetime
from functools import partial

from django.utils import timezone

from home.approval.approvers import (
    add_working_days,
    find_next_approvers,
    get_absent_users,
)
from home.approval.due import is_office_time, is_past_due
from home.approval.models import ApprovalSettings, Assignment
from home.approval.waiting import list_waiting_versions, name_hindrance_notice, plan_assignments
from home.approval_desk.mails.approval_requests import send_request
from home.approval_desk.mails.notices import notify_of_no_answer
from home.extension_points import DueItem
from home.mail.gathering import gather_mails
from home.scheduling.models import Notice

from .digest import list_digest_jobs

# Working days between mails about an unanswered text; the last pause repeats.
PAUSES = (5, 10, 20)


def due_items(now: datetime):
    reminders, unanswered = {}, {}
    for task_state in list_waiting_versions() if is_office_time(now) else ():
        for assignment in task_state.assignments.active().select_related("person"):
            if is_first_reminder_due(assignment, now):
                reminders.setdefault(assignment.person, []).append(assignment.pk)
        if find_last_assignee(task_state, now):
            sender = task_state.workflow_state.requested_by
            unanswered.setdefault(sender, []).append(task_state.pk)
    for person, keys in reminders.items():
        title = f"Muistutus: {person}, tekstejä {len(keys)}"
        yield DueItem("reminder", title, partial(send_reminder, keys, now))
    for sender, keys in unanswered.items():
        title = f"Kukaan ei ole vastannut: {sender}, tekstejä {len(keys)}"
        yield DueItem("no_answer", title, partial(notify_writer_of_no_answer, keys, now))
    yield from list_digest_jobs(now) if is_office_time(now) else ()


def is_first_reminder_due(assignment, now: datetime) -> bool:
    """Return whether the first reminder is due: after `reminder_days`, before the due date.

    Later reminders go out with the mails to the submitter, see `remind_again`.
    """
    day = timezone.localdate(now)
    asked_on = timezone.localdate(assignment.assigned_at)
    return (
        add_working_days(asked_on, ApprovalSettings.load().reminder_days) <= day
        and not is_past_due(assignment, day)
        and assignment.person_id not in get_absent_users(day)
        and not Notice.objects.given(name_reminder_notice(assignment))
    )


def name_reminder_notice(assignment) -> str:
    return f"reminder of assignment {assignment.pk}"


def send_reminder(keys, now: datetime):
    """Remind one person of everything that waits for them, in one mail."""
    with gather_mails():
        for assignment in Assignment.objects.active().filter(pk__in=keys):
            if is_first_reminder_due(assignment, now):
                Notice.objects.once(name_reminder_notice(assignment))
                send_request(assignment, "reminder")


def find_last_assignee(task_state, now: datetime) -> Assignment | None:
    """Return the last assignee if nobody answers, nobody else is left and a mail is due."""
    day = timezone.localdate(now)
    away = get_absent_users(day)
    assignments = list(task_state.assignments.active())
    is_hopeless = all(is_past_due(each, day) or each.person_id in away for each in assignments)
    if not assignments or not is_hopeless or find_next_approvers(task_state, day):
        return None
    return assignments[-1] if is_pause_over(task_state, day) else None


def is_pause_over(task_state, day) -> bool:
    """Return whether the pause since the last mail has passed; pauses grow."""
    sent = list_sent_notices(task_state, day)
    if not sent:
        return True
    pause = PAUSES[min(len(sent), len(PAUSES)) - 1]
    return add_working_days(timezone.localdate(sent[-1].at), pause) <= day


def list_sent_notices(task_state, day) -> list[Notice]:
    """Return the notices sent to the submitter about this text so far, oldest first."""
    found = list(Notice.objects.filter(about__startswith=f"{name_no_answer_notice(task_state)} ("))
    if hindrance := plan_assignments(task_state, day).hindrance:
        found += Notice.objects.filter(about=name_hindrance_notice(task_state, hindrance))
    return sorted(found, key=lambda notice: notice.at)


def name_no_answer_notice(task_state) -> str:
    return f"no answer of task {task_state.pk}"


def notify_writer_of_no_answer(keys, now: datetime):
    """Notify a submitter of the texts that nobody answers, and remind their assignees."""
    day = timezone.localdate(now)
    with gather_mails():
        for task_state in list_waiting_versions().filter(pk__in=keys):
            assignment = find_last_assignee(task_state, now)
            if assignment:
                number = len(list_sent_notices(task_state, day)) + 1
                Notice.objects.once(f"{name_no_answer_notice(task_state)} ({number})")
                notify_of_no_answer(assignment)
                remind_again(task_state, number, day)


def remind_again(task_state, number: int, day) -> None:
    """From the second mail to the submitter on, remind the assignees who are not absent."""
    away = get_absent_users(day)
    for each in task_state.assignments.active().exclude(person__in=away) if number > 1 else ():
        send_request(each, "reminder")
