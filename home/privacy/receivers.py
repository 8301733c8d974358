"""Looks at what is sent to be approved, by whatever door."""

from django.dispatch import receiver

from home.approval.bundle import bundle_of
from home.approval.signals import submitted

from .sending import findings_in, refuse_unanswered


@receiver(submitted)
def look_for_personal_data(task_state, **kwargs):
    revisions = [task_state.revision, *(member.revision for member in bundle_of(task_state))]
    found = findings_in(revision.as_object() for revision in revisions)
    refuse_unanswered(task_state.workflow_state.content_object, found)
