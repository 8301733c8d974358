"""What Wagtail tells when somebody takes a text back before it is decided."""

from django.dispatch import receiver
from wagtail.models import TaskState
from wagtail.signals import task_cancelled, workflow_cancelled

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
