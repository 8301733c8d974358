"""Findings in files that were read only after their text had been submitted."""

from django.db import transaction

from home.approval.due import list_waiting_versions
from home.scheduling.models import Notice
from home.text.content import files_of, pictures_of

from .check import Check, check_of, reason_for, versions_of
from .signals import found_late


def file_read(document) -> None:
    """Send `found_late`, once per result, for each waiting bundle that shows the file."""
    for task_state in list_waiting_versions():
        versions = versions_of(task_state)
        if any(document in files_of(version) for version in versions):
            tell_what_was_found(task_state, check_of(versions))


def is_waiting(file) -> bool:
    """Return whether a version that waits for approval shows the file, a document or an image."""
    return any(
        file in files_of(version) or file in pictures_of(version)
        for task_state in list_waiting_versions()
        for version in versions_of(task_state)
    )


@transaction.atomic
def tell_what_was_found(task_state, check: Check) -> None:
    is_new = is_unanswered(task_state, check) and Notice.objects.once(notice_of(task_state, check))
    if is_new:
        found_late.send(type(task_state), task_state=task_state, check=check)


def is_unanswered(task_state, check: Check) -> bool:
    """Return whether the bundle needs a reason or a correction before it can be approved."""
    thing = task_state.workflow_state.content_object
    return check.is_forbidden or (check.needs_reason and not reason_for(thing, check))


def notice_of(task_state, check: Check) -> str:
    return f"found late in task {task_state.pk}: {check.digest}"
