"""Receivers: what follows a cancelling, a withdrawal, or a change of people and roles."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_cancelled, unpublished, workflow_cancelled

from .mixins import Approved, get_waiting_states
from .models import Absence, ApprovalSettings, ChairApproval, SecondPairApproval
from .reassigning import reassign_after_commit
from .signals import decided


@receiver(task_cancelled)
def end_assignments(instance, **kwargs):
    instance.assignments.end()


@receiver(workflow_cancelled)
def report_cancelling(instance, user, **kwargs):
    if instance.current_task_state is None:
        return
    decided.send(
        TaskState,
        task_state=instance.current_task_state,
        actor=user,
        others=[],
        action="cancel",
        channel="login",
        on_behalf_of=None,
        comment="",
        reason="",
    )


@receiver(unpublished)
def cancel_open_approvals(instance, **kwargs):
    """Cancel open approvals of a withdrawn text: a later decision must not publish it again."""
    if isinstance(instance, Approved) and not instance.expired:
        for task_state in get_waiting_states(instance):
            task_state.workflow_state.cancel()


User = get_user_model()
# The fields of an account that decide whether, and at which address, somebody can be asked.
MATTERS = {"is_active", "email", "is_superuser"}


@receiver(post_save, sender=User)
def reassign_on_account_change(created, update_fields, **kwargs):
    if not created and (update_fields is None or MATTERS & set(update_fields)):
        reassign_after_commit()


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=ChairApproval.groups.through)
@receiver(m2m_changed, sender=SecondPairApproval.groups.through)
def reassign_on_role_change(action, **kwargs):
    if action.startswith("post_"):
        reassign_after_commit()


@receiver(post_delete, sender=User)
@receiver(post_delete, sender=Group)
@receiver(post_save, sender=ApprovalSettings)
@receiver(post_save, sender=Absence)
@receiver(post_delete, sender=Absence)
def reassign_on_people_change(**kwargs):
    reassign_after_commit()
