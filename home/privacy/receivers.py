"""Run the privacy check on everything that is submitted or published, through any channel."""

from django.dispatch import receiver

from home.approval.signals import about_to_publish, submitted

from .check import check_bundle, refuse_faulty_publishing, refuse_submission


@receiver(submitted)
def check_submission(task_state, **kwargs):
    refuse_submission(task_state.workflow_state.content_object, check_bundle(task_state))


@receiver(about_to_publish)
def check_publication(task_state, **kwargs):
    refuse_faulty_publishing(task_state.workflow_state.content_object, check_bundle(task_state))
