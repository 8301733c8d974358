"""The actions of the approval, each in one transaction, one at a time."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from home.scheduling.models import Notice

from .approvers import (
    add_working_days,
    describe_hindrance,
    find_approvers_except,
    find_next_approvers,
    get_refusal_code,
    get_task_level,
    get_writers,
    needs_reason,
)
from .bundle import create_bundle, refuse_on_database_error
from .models.assignment import Assignment, hash_address
from .models.bundle import Companion
from .models.settings import ApprovalSettings
from .refusal import ApprovalRefused, make_refusal
from .signals import decided, handed_over, submitted, task_assigned
from .waiting import name_hindrance_notice
from .write_lock import lock_writes

__all__ = ["ApprovalRefused", "approve", "ask_next_in_line", "request_correction", "submit"]


@transaction.atomic
def submit(obj, user, bundle=()) -> WorkflowState:
    """Submit the latest version for approval, with the draft pages of its bundle."""
    lock_writes()
    obj = type(obj)._default_manager.get(pk=obj.pk)
    if not obj.latest_revision:
        obj.save_revision(user=user)
    for draft in bundle:
        if not draft.specific.permissions_for_user(user).can_edit():
            raise make_refusal("not_yours")
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
def approve(task_state, user, *, channel, comment="", reason="") -> TaskState:
    """Approve the version and publish it with its bundle.

    Channels: login, link, bulk, command.
    """
    task_state = lock_task_state(task_state)
    assignment = get_assignment_to_decide(user, task_state, reason.strip())
    with refuse_on_database_error():
        task_state.approve(user=user, comment=format_comment(comment, assignment.reason))
    return close_assignments(task_state, user, assignment, "approve", channel, comment)


@transaction.atomic
def request_correction(task_state, user, *, channel, comment) -> TaskState:
    """Return the version to its writer with a comment."""
    task_state = lock_task_state(task_state)
    if code := get_refusal_code(user, task_state):
        raise make_refusal(code)
    if not comment.strip():
        raise make_refusal("no_comment")
    assignment = task_state.assignments.active().filter(person=user.pk).first()
    task_state.reject(user=user, comment=comment)
    return close_assignments(task_state, user, assignment, "reject", channel, comment)


@transaction.atomic
def ask_next_in_line(task_state, why) -> list[Assignment]:
    """Ask the next in line too ("absence" or "silence"); return the new assignments, if any.

    Those asked before may still decide: the first decision stands.
    """
    task_state = lock_task_state(task_state)
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        return []
    before = list(task_state.assignments.active())
    if why == Assignment.Why.SILENCE and before:
        approvers = find_next_approvers(task_state, timezone.localdate())
    else:
        approvers = get_approvers(task_state)
    return create_assignments(task_state, approvers, before, why)


def create_assignments(task_state, approvers, before, why) -> list[Assignment]:
    """Create assignments for approvers who have none yet, and send the signals."""
    known = {assignment.person_id for assignment in before}
    new = [
        create_assignment(task_state, a.user, a.on_behalf_of, why if before else a.why)
        for a in approvers
        if a.user.pk not in known
    ]
    for assignment in new:
        if before:
            handed_over.send(Assignment, assignment=assignment, before=before, together=new)
        else:
            task_assigned.send(Assignment, assignment=assignment)
    return new


def lock_task_state(task_state) -> TaskState:
    """Take the write lock; return the task state as stored, its workflow state locked."""
    lock_writes()
    states = WorkflowState.objects.select_for_update(of=("self",))
    state = states.get(pk=task_state.workflow_state_id)
    fresh = TaskState.objects.select_related("revision").get(pk=task_state.pk)
    fresh.workflow_state = state
    return fresh


def get_assignment_to_decide(user, task_state, reason: str) -> Assignment:
    """Return the assignment behind the user's decision; for a superuser's reason, create one."""
    if code := get_refusal_code(user, task_state):
        raise make_refusal(code)
    if not needs_reason(user, task_state):
        return task_state.assignments.active().get(person=user.pk)
    if not reason:
        raise make_refusal("no_reason")
    task_state.assignments.filter(person=user.pk).end()
    return Assignment.objects.create(
        task_state=task_state, person=user, why=Assignment.Why.SUPERUSER, reason=reason
    )


def format_comment(comment: str, reason: str) -> str:
    """Return the comment as shown in the history, with a superuser's reason."""
    return "\n\n".join(filter(None, [comment, reason and f"Pääkäyttäjän perustelu: {reason}"]))


def close_assignments(task_state, user, assignment, action, channel, comment) -> TaskState:
    """End the open assignments and send `decided`."""
    others = [a for a in task_state.assignments.filter(ended_at=None) if a.person_id != user.pk]
    task_state.assignments.end()
    decided.send(
        TaskState,
        task_state=task_state,
        actor=user,
        others=others,
        action=action,
        channel=channel,
        on_behalf_of=assignment.on_behalf_of if assignment else None,
        comment=comment,
        reason=assignment.reason if assignment else "",
    )
    return task_state


def begin_approval(task_state, user):
    """Create the bundle, send `submitted`, and ask those who may approve."""
    create_bundle(task_state, user)
    submitted.send(TaskState, state=task_state.workflow_state, task_state=task_state, actor=user)
    create_assignments(task_state, get_approvers(task_state), [], Assignment.Why.APPROVER)
    day = timezone.localdate()
    if found := describe_hindrance(get_task_level(task_state), get_writers(task_state), day):
        # The submitter sees it on the screen.
        Notice.objects.once(name_hindrance_notice(task_state, found))


def get_approvers(task_state) -> list:
    """Return the approvers to ask about the version today."""
    return find_approvers_except(
        get_task_level(task_state), get_writers(task_state), timezone.localdate()
    )


def create_assignment(task_state, user, on_behalf_of, why) -> Assignment:
    due = add_working_days(timezone.localdate(), ApprovalSettings.load().silence_days)
    return Assignment.objects.create(
        task_state=task_state,
        person=user,
        on_behalf_of=on_behalf_of,
        why=why,
        due=due,
        address_hash=hash_address(user),
    )
