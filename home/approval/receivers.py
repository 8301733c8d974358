"""What Wagtail tells when somebody takes a text back."""

from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_cancelled, unpublished, workflow_cancelled

from .mixins import Approved, waiting_anyhow
from .signals import decided


@receiver(task_cancelled)
def end_askings(instance, **kwargs):
    instance.assignments.end()


@receiver(workflow_cancelled)
def tell_of_cancelling(instance, user, **kwargs):
    if instance.current_task_state is None:
        return
    decided.send(
        TaskState,
        task_state=instance.current_task_state,
        actor=user,
        action="cancel",
        door="login",
        on_behalf_of=None,
        comment="",
        reason="",
    )


@receiver(unpublished)
def cancel_what_waits(instance, **kwargs):
    """An approval given a moment later must not bring back what was withdrawn for a reason."""
    if isinstance(instance, Approved) and not instance.expired:
        for task_state in waiting_anyhow(instance):
            task_state.workflow_state.cancel()
