"""Which signal sends which mail; the outbox rows are written in the same transaction."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver

from home.approval.bundle import get_future_go_live
from home.approval.models import Level
from home.approval.signals import (
    asked_again,
    decided,
    handed_over,
    not_published,
    reassigned,
    sender_left,
    task_assigned,
)
from home.privacy.signals import answered, found_late

from .mails import approval_requests, late_findings, notices
from .models import ApprovalLink


@receiver(task_assigned)
def ask(assignment, **kwargs):
    approval_requests.letter_for(assignment, "deputy" if assignment.on_behalf_of else "asks")


@receiver(asked_again)
def ask_again(assignment, why, **kwargs):
    approval_requests.letter_for(assignment, why)


@receiver(handed_over)
def ask_deputy(assignment, before, together, **kwargs):
    """Ask the deputy; notify the earlier assignees and the submitter once for all deputies."""
    approval_requests.letter_for(assignment, "deputy")
    if assignment == together[-1]:
        for each in before:
            notices.handed_over(together, each)
        notices.handed_over_to_sender(together)


@receiver(reassigned)
def tell_who_decides_now(task_state, gone, asked, hindrance, **kwargs):
    notices.reassigned(task_state, gone, asked, hindrance)


@receiver(sender_left)
def tell_of_sender(task_state, **kwargs):
    notices.sender_left(task_state)


@receiver(decided)
def tell_sender(task_state, actor, action, on_behalf_of=None, comment="", **kwargs):
    """Notify the submitter, except of their own actions."""
    if actor == task_state.workflow_state.requested_by:
        return
    if action == "reject":
        notices.correction(task_state, actor, comment)
    elif action == "approve" and task_state.task.specific.level != Level.NONE:
        later = get_future_go_live(task_state.revision.as_object())
        notices.approved(task_state, actor, on_behalf_of, comment, later)


@receiver(decided)
def tell_others_asked(task_state, actor, action, others=(), **kwargs):
    for assignment in others:
        notices.decided_by_other(assignment, actor, action == "approve")


@receiver(not_published)
def tell_that_it_failed(task_state, error, **kwargs):
    notices.not_published(task_state, getattr(error, "code", ""))


@receiver(post_save, sender=get_user_model())
def end_links_of_changed_account(instance, **kwargs):
    ApprovalLink.objects.filter(person=instance).end_stale()


@receiver(m2m_changed, sender=get_user_model().groups.through)
@receiver(post_delete, sender=Group)
def end_links_of_changed_roles(**kwargs):
    ApprovalLink.objects.end_stale()


@receiver(found_late)
def tell_what_was_found(task_state, **kwargs):
    late_findings.found_late(task_state)


@receiver(answered)
def tell_the_reason(task_state, **kwargs):
    late_findings.answered(task_state)
