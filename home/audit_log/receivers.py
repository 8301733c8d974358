"""Log submissions, decisions and hand-overs, and what is published or withdrawn otherwise."""

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, TaskState
from wagtail.signals import published, unpublished

from home.approval.bundle import get_bundle
from home.approval.models import BundleMember, Level
from home.approval.signals import decided, handed_over, submitted

from .models import ApprovalRecord, model_of
from .writing import write

Action, Door = ApprovalRecord.Action, ApprovalRecord.Door
DECISIONS = {
    "approve": Action.APPROVED,
    "reject": Action.CORRECTION,
    "cancel": Action.CANCELLED,
}


def together(task_state):
    """Yield the objects that are decided on together, each with its version."""
    yield task_state.workflow_state.content_object, task_state.revision
    for member in get_bundle(task_state):
        yield member.revision.content_object, member.revision


def write_each(action, task_state, **told):
    for thing, revision in together(task_state):
        write(action, thing, revision=revision, case=task_state.workflow_state_id, **told)


@receiver(submitted)
def write_what_was_sent(task_state, actor, **kwargs):
    write_each(Action.SUBMITTED, task_state, actor=actor, door=Door.LOGIN)


@receiver(decided)
def write_what_was_decided(
    task_state, actor, action, door, on_behalf_of=None, comment="", reason="", **kwargs
):
    at_once = action == "approve" and task_state.task.specific.level == Level.NONE
    write_each(
        Action.PUBLISHED if at_once else DECISIONS[action],
        task_state,
        actor=actor,
        on_behalf_of=on_behalf_of,
        door=door,
        comment=comment,
        reason=reason,
    )


@receiver(handed_over)
def write_who_stands_in(assignment, before, **kwargs):
    deputy = assignment.person.display_name
    write_each(
        Action.HANDED_OVER,
        assignment.task_state,
        on_behalf_of=before[0].person,
        door=Door.COMMAND,
        comment=f"{deputy}: {assignment.get_why_display()}.",
    )


@receiver(published)
def write_what_became_public_otherwise(instance, revision, **kwargs):
    """Log scheduled publications, and publications without an approval."""
    if not instance.live:
        return
    if revision.approved_go_live_at:
        write(Action.SCHEDULED, instance, revision=revision, door=Door.COMMAND)
    elif not was_asked(revision):
        write(Action.PUBLISHED, instance, revision=revision, **who_acts())


def was_asked(revision) -> bool:
    """Return whether the version was approved, by itself or as a member of a bundle."""
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED)
    return (
        approved.filter(revision=revision).exists()
        or BundleMember.objects.filter(revision=revision, task_state__in=approved).exists()
    )


@receiver(unpublished)
def write_what_is_public_no_more(instance, **kwargs):
    if model_of(instance) is Page:
        return  # Wagtail's welcome page of a new site
    action = Action.EXPIRED if instance.expired else Action.WITHDRAWN
    write(action, instance, **who_acts())


def who_acts() -> dict:
    """Return the acting user and the channel; commands have no user."""
    user = get_active_log_context().user
    return {"actor": user, "door": Door.LOGIN if user else Door.COMMAND}
