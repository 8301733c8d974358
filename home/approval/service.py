"""The actions of the approval, each in one transaction, one at a time."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from home.scheduling.models import Notice

from .approvers import (
    approvers_but,
    hindrance,
    level_of_task,
    needs_reason,
    next_in_line,
    why_not,
    working_days_after,
    writers,
)
from .bundle import bind, or_refused
from .models.assignment import Assignment, hash_of_address
from .models.bundle import Companion
from .models.settings import ApprovalSettings
from .refusal import ApprovalRefused, refused
from .signals import decided, handed_over, submitted, task_assigned
from .waiting import notice_of
from .write_lock import lock_writes

__all__ = ["ApprovalRefused", "approve", "hand_over", "request_correction", "submit"]


@transaction.atomic
def submit(obj, user, bundle=()) -> WorkflowState:
    """Submit the latest version for approval, with the draft pages of its bundle."""
    lock_writes()
    obj = type(obj)._default_manager.get(pk=obj.pk)
    if not obj.latest_revision:
        obj.save_revision(user=user)
    for draft in bundle:
        if not draft.specific.permissions_for_user(user).can_edit():
            raise refused("not_yours")
        Companion.objects.get_or_create(page_id=obj.pk, draft_id=draft.pk)
    state = obj.current_workflow_state
    if state is None:
        obj.latest_revision.as_object().get_workflow().start(obj, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        raise ApprovalRefused("Tämä odottaa jo hyväksyntää.", "waiting")
    return obj.workflow_states.order_by("pk").last()


@transaction.atomic
def approve(task_state, user, *, door, comment="", reason="") -> TaskState:
    """Approve the version and publish it with its bundle.

    Channels (`door`): login, link, bulk, command.
    """
    task_state = taken(task_state)
    assignment = right_of(user, task_state, reason.strip())
    with or_refused():
        task_state.approve(user=user, comment=told(comment, assignment.reason))
    return close(task_state, user, assignment, "approve", door, comment)


@transaction.atomic
def request_correction(task_state, user, *, door, comment) -> TaskState:
    """Return the version to its writer with a comment."""
    task_state = taken(task_state)
    if code := why_not(user, task_state):
        raise refused(code)
    if not comment.strip():
        raise refused("no_comment")
    assignment = task_state.assignments.active().filter(person=user.pk).first()
    task_state.reject(user=user, comment=comment)
    return close(task_state, user, assignment, "reject", door, comment)


@transaction.atomic
def hand_over(task_state, why) -> list[Assignment]:
    """Ask the next in line too ("absence" or "silence"); return the new assignments, if any.

    Those asked before may still decide: the first decision stands.
    """
    task_state = taken(task_state)
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        return []
    before = list(task_state.assignments.active())
    if why == Assignment.Why.SILENCE and before:
        approvers = next_in_line(task_state, timezone.localdate())
    else:
        approvers = approvers_of(task_state)
    return ask(task_state, approvers, before, why)


def ask(task_state, approvers, before, why) -> list[Assignment]:
    """Create assignments for approvers who have none yet, and send the signals."""
    known = {assignment.person_id for assignment in before}
    new = [
        assign(task_state, a.user, a.on_behalf_of, why if before else a.why)
        for a in approvers
        if a.user.pk not in known
    ]
    for assignment in new:
        if before:
            handed_over.send(Assignment, assignment=assignment, before=before, together=new)
        else:
            task_assigned.send(Assignment, assignment=assignment)
    return new


def taken(task_state) -> TaskState:
    """Take the write lock; return the task state as stored, its workflow state locked."""
    lock_writes()
    states = WorkflowState.objects.select_for_update(of=("self",))
    state = states.get(pk=task_state.workflow_state_id)
    fresh = TaskState.objects.select_related("revision").get(pk=task_state.pk)
    fresh.workflow_state = state
    return fresh


def right_of(user, task_state, reason: str) -> Assignment:
    """Return the assignment behind the user's decision; for a superuser's reason, create one."""
    if code := why_not(user, task_state):
        raise refused(code)
    if not needs_reason(user, task_state):
        return task_state.assignments.active().get(person=user.pk)
    if not reason:
        raise refused("no_reason")
    task_state.assignments.filter(person=user.pk).end()
    return Assignment.objects.create(
        task_state=task_state, person=user, why=Assignment.Why.SUPERUSER, reason=reason
    )


def told(comment: str, reason: str) -> str:
    """Return the comment as shown in the history, with a superuser's reason."""
    return "\n\n".join(filter(None, [comment, reason and f"Pääkäyttäjän perustelu: {reason}"]))


def close(task_state, user, assignment, action, door, comment) -> TaskState:
    """End the open assignments and send `decided`."""
    others = [a for a in task_state.assignments.filter(ended_at=None) if a.person_id != user.pk]
    task_state.assignments.end()
    decided.send(
        TaskState,
        task_state=task_state,
        actor=user,
        others=others,
        action=action,
        door=door,
        on_behalf_of=assignment.on_behalf_of if assignment else None,
        comment=comment,
        reason=assignment.reason if assignment else "",
    )
    return task_state


def begin(task_state, user):
    """Create the bundle, send `submitted`, and ask those who may approve."""
    bind(task_state, user)
    submitted.send(TaskState, state=task_state.workflow_state, task_state=task_state, actor=user)
    ask(task_state, approvers_of(task_state), [], Assignment.Why.APPROVER)
    day = timezone.localdate()
    if found := hindrance(level_of_task(task_state), writers(task_state), day):
        Notice.objects.once(notice_of(task_state, found))  # the submitter sees it on the screen


def approvers_of(task_state) -> list:
    """Return the approvers to ask about the version today."""
    return approvers_but(level_of_task(task_state), writers(task_state), timezone.localdate())


def assign(task_state, user, on_behalf_of, why) -> Assignment:
    due = working_days_after(timezone.localdate(), ApprovalSettings.load().silence_days)
    return Assignment.objects.create(
        task_state=task_state,
        person=user,
        on_behalf_of=on_behalf_of,
        why=why,
        due=due,
        address_hash=hash_of_address(user),
    )
