"""Log submissions, decisions and hand-overs, and what is published or withdrawn otherwise."""

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, TaskState
from wagtail.signals import published, unpublished

from home.approval.bundle import get_bundle
from home.approval.models import BundleMember, Level
from home.approval.signals import decided, handed_over, submitted, taken_back

from .models import ApprovalRecord, get_model
from .writing import write

Action, Channel = ApprovalRecord.Action, ApprovalRecord.Channel
DECISIONS = {
    "approve": Action.APPROVED,
    "reject": Action.CORRECTION,
    "cancel": Action.CANCELLED,
}


def iterate_bundle(task_state):
    """Yield the objects that are decided on together, each with its version."""
    yield task_state.workflow_state.content_object, task_state.revision
    for member in get_bundle(task_state):
        yield member.revision.content_object, member.revision


def write_for_bundle(action, task_state, **details):
    for obj, revision in iterate_bundle(task_state):
        write(action, obj, revision=revision, case=task_state.workflow_state_id, **details)


@receiver(submitted)
def write_submission(task_state, actor, **kwargs):
    write_for_bundle(Action.SUBMITTED, task_state, actor=actor, channel=Channel.LOGIN)


@receiver(decided)
def write_decision(
    task_state, actor, action, channel, on_behalf_of=None, comment="", reason="", **kwargs
):
    at_once = action == "approve" and task_state.task.specific.level == Level.NONE
    write_for_bundle(
        Action.PUBLISHED if at_once else DECISIONS[action],
        task_state,
        actor=actor,
        on_behalf_of=on_behalf_of,
        channel=channel,
        comment=comment,
        reason=reason,
    )


@receiver(taken_back)
def write_taking_back(task_state, actor, versions, **kwargs):
    """Log that an approval was denied by whom it was said to be given, and what became of each."""
    for taken in versions:
        obj = taken.revision.content_object
        if obj is not None:
            write(
                Action.DISPUTED,
                obj,
                revision=taken.revision,
                case=task_state.workflow_state_id,
                actor=actor,
                channel=Channel.LINK,
                comment=f"{taken.fate.label}.",
            )


@receiver(handed_over)
def write_handing_over(assignment, before, **kwargs):
    deputy = assignment.person.display_name
    write_for_bundle(
        Action.HANDED_OVER,
        assignment.task_state,
        on_behalf_of=before[0].person,
        channel=Channel.COMMAND,
        comment=f"{deputy}: {assignment.get_why_display()}.",
    )


@receiver(published)
def write_other_publication(instance, revision, **kwargs):
    """Log scheduled publications, and publications without an approval."""
    if not instance.live:
        return
    if revision.approved_go_live_at:
        write(Action.SCHEDULED, instance, revision=revision, channel=Channel.COMMAND)
    elif not was_approved_by_somebody(revision):
        write(Action.PUBLISHED, instance, revision=revision, **get_actor_and_channel())


def was_approved_by_somebody(revision) -> bool:
    """Return whether the version was approved, by itself or as a member of a bundle."""
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED)
    return (
        approved.filter(revision=revision).exists()
        or BundleMember.objects.filter(revision=revision, task_state__in=approved).exists()
    )


@receiver(unpublished)
def write_unpublishing(instance, **kwargs):
    if get_model(instance) is Page:
        return  # Wagtail's welcome page of a new site
    action = Action.EXPIRED if instance.expired else Action.WITHDRAWN
    write(action, instance, **get_actor_and_channel())


def get_actor_and_channel() -> dict:
    """Return the acting user and the channel; commands have no user."""
    user = get_active_log_context().user
    return {"actor": user, "channel": Channel.LOGIN if user else Channel.COMMAND}
