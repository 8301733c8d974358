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
    taken_back,
    task_assigned,
)
from home.privacy.signals import answered, found_late

from .mails import approval_requests, late_findings, notices, receipts
from .models import ApprovalLink


@receiver(task_assigned)
def send_request_mail(assignment, **kwargs):
    approval_requests.send_request(assignment, "deputy" if assignment.on_behalf_of else "asks")


@receiver(asked_again)
def send_repeated_request(assignment, why, **kwargs):
    approval_requests.send_request(assignment, why)


@receiver(handed_over)
def send_deputy_request(assignment, before, together, **kwargs):
    """Ask the deputy; notify the earlier assignees and the submitter once for all deputies."""
    approval_requests.send_request(assignment, "deputy")
    if assignment == together[-1]:
        for each in before:
            notices.notify_previous_assignee(together, each)
        notices.notify_submitter_of_deputies(together)


@receiver(reassigned)
def send_reassigning_notice(task_state, gone, new_assignments, hindrance, **kwargs):
    notices.notify_of_reassigning(task_state, gone, new_assignments, hindrance)


@receiver(sender_left)
def send_lost_submitter_notice(task_state, **kwargs):
    notices.notify_of_lost_submitter(task_state)


@receiver(decided)
def send_decision_to_submitter(task_state, actor, action, on_behalf_of=None, comment="", **kwargs):
    """Notify the submitter, except of their own actions."""
    if actor == task_state.workflow_state.requested_by:
        return
    if action == "reject":
        notices.notify_of_correction(task_state, actor, comment)
    elif action == "approve" and task_state.task.specific.level != Level.NONE:
        later = get_future_go_live(task_state.revision.as_object())
        notices.notify_of_approval(task_state, actor, on_behalf_of, comment, later)


@receiver(decided)
def send_receipt_to_approver(task_state, actor, action, channel, **kwargs):
    """Send the approver a receipt: nobody is to be surprised by what was approved in their name."""
    if action == "approve" and actor and task_state.task.specific.level != Level.NONE:
        later = get_future_go_live(task_state.revision.as_object())
        receipts.send_receipt(task_state, actor, channel, later)


@receiver(taken_back)
def send_taking_back(task_state, actor, versions, **kwargs):
    receipts.notify_of_taking_back(task_state, actor, versions)


@receiver(decided)
def send_decision_to_assignees(task_state, actor, action, others=(), **kwargs):
    for assignment in others:
        notices.notify_of_others_decision(assignment, actor, action == "approve")


@receiver(not_published)
def send_failure_notice(task_state, error, **kwargs):
    notices.notify_of_failed_publishing(task_state, getattr(error, "code", ""))


@receiver(post_save, sender=get_user_model())
def end_links_of_changed_account(instance, **kwargs):
    ApprovalLink.objects.filter(person=instance).end_stale()


@receiver(m2m_changed, sender=get_user_model().groups.through)
@receiver(post_delete, sender=Group)
def end_links_of_changed_roles(**kwargs):
    ApprovalLink.objects.end_stale()


@receiver(found_late)
def send_findings(task_state, **kwargs):
    late_findings.notify_of_late_findings(task_state)


@receiver(answered)
def send_reason(task_state, **kwargs):
    late_findings.notify_of_reason(task_state)
