"""Recompute assignments when people, roles, addresses or absences change."""

from django.db import transaction
from django.utils import timezone

from home.mail.gathering import gather_mails
from home.scheduling.models import Notice

from .models.assignment import Assignment
from .service import create_assignment, create_assignments, lock_task_state
from .signals import asked_again, reassigned, sender_left
from .waiting import AssignmentPlan, list_waiting_versions, name_hindrance_notice, plan_assignments
from .write_lock import lock_writes


@transaction.atomic
def reassign(keys=None) -> list[Assignment]:
    """Bring the assignments of waiting versions up to date; return the new ones.

    `keys` are those of task states; without them all waiting versions are checked.
    """
    lock_writes()
    states = (
        list_waiting_versions() if keys is None else list_waiting_versions().filter(pk__in=keys)
    )
    with gather_mails():
        return [assignment for each in states for assignment in reassign_one(each)]


def reassign_one(task_state) -> list[Assignment]:
    """Carry out the plan for one version and send the signals."""
    task_state = lock_task_state(task_state)
    plan = plan_assignments(task_state, timezone.localdate())
    Assignment.objects.filter(pk__in=[a.pk for a in plan.gone]).end()
    leaving = Assignment.objects.filter(pk__in=[a.pk for a in plan.leaving])
    leaving.update(away_since=timezone.now())
    renewed = [renew_assignment(a, "back") for a in plan.back] + [
        renew_assignment(a, "address") for a in plan.moved
    ]
    new = ask_missing(task_state, plan)
    report_hindrances(task_state, plan, new)
    return [*renewed, *new]


def renew_assignment(old: Assignment, why: str) -> Assignment:
    """Ask the same person again, with the full number of days to answer."""
    Assignment.objects.filter(pk=old.pk).end()
    new = create_assignment(old.task_state, old.person, old.on_behalf_of, old.why)
    asked_again.send(Assignment, assignment=new, why=why)
    return new


def ask_missing(task_state, plan: AssignmentPlan) -> list[Assignment]:
    """Ask the missing approvers: deputies as such, those first in rank as at the first request."""
    stand_ins = [approver for approver in plan.missing if approver.on_behalf_of]
    others = [approver for approver in plan.missing if not approver.on_behalf_of]
    why = Assignment.Why.ABSENCE if plan.kept else Assignment.Why.APPROVER
    return [
        *create_assignments(task_state, stand_ins, plan.kept, why),
        *create_assignments(task_state, others, [], why),
    ]


def report_hindrances(task_state, plan: AssignmentPlan, new: list[Assignment]) -> None:
    """Report what `handed_over` does not, and each hindrance once."""
    handed = plan.kept and any(assignment.on_behalf_of for assignment in new)
    hindrance = plan.hindrance
    if hindrance and not Notice.objects.once(name_hindrance_notice(task_state, hindrance)):
        hindrance = None
    if hindrance or plan.gone or (new and not handed):
        reassigned.send(
            Assignment,
            task_state=task_state,
            gone=plan.gone,
            new_assignments=new,
            hindrance=hindrance,
        )
    sender = task_state.workflow_state.requested_by
    is_left = sender is None or not sender.is_active
    if is_left and Notice.objects.once(f"sender of task {task_state.pk} has left"):
        sender_left.send(Assignment, task_state=task_state)


def reassign_after_commit() -> None:
    """Recompute assignments once the current transaction is committed."""
    transaction.on_commit(reassign, robust=True)
