"""Run the privacy check on everything that is submitted or published, through any channel."""

from django.dispatch import receiver

from home.approval.signals import about_to_publish, submitted

from .check import check_of_unit, refuse_publishing, refuse_sending


@receiver(submitted)
def check_what_is_sent(task_state, **kwargs):
    refuse_sending(task_state.workflow_state.content_object, check_of_unit(task_state))


@receiver(about_to_publish)
def check_what_is_published(task_state, **kwargs):
    refuse_publishing(task_state.workflow_state.content_object, check_of_unit(task_state))
