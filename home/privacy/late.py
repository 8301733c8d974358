"""Findings in files that were read only after their text had been submitted."""

from django.db import transaction

from home.approval.due import list_waiting_versions
from home.scheduling.models import Notice
from home.text.content import list_files_of, list_pictures_of

from .check import PrivacyCheck, check_versions, get_reason, list_bundle_versions
from .signals import found_late

FOUND = "found late in task"  # how the notices begin; the key of the task state follows


def report_late_findings(document) -> None:
    """Send `found_late`, once per result, for each waiting bundle that shows the file."""
    for task_state in list_waiting_versions():
        versions = list_bundle_versions(task_state)
        if any(document in list_files_of(version) for version in versions):
            send_found_late(task_state, check_versions(versions))


def is_shown_by_waiting(file) -> bool:
    """Return whether a version that waits for approval shows the file, a document or an image."""
    return any(
        file in list_files_of(version) or file in list_pictures_of(version)
        for task_state in list_waiting_versions()
        for version in list_bundle_versions(task_state)
    )


@transaction.atomic
def send_found_late(task_state, check: PrivacyCheck) -> None:
    is_new = is_reason_missing(task_state, check) and Notice.objects.once(
        name_late_notice(task_state, check)
    )
    if is_new:
        found_late.send(type(task_state), task_state=task_state, check=check)


def is_reason_missing(task_state, check: PrivacyCheck) -> bool:
    """Return whether the bundle needs a reason or a correction before it can be approved."""
    obj = task_state.workflow_state.content_object
    return check.is_forbidden or (check.needs_reason and not get_reason(obj, check))


def name_late_notice(task_state, check: PrivacyCheck) -> str:
    return f"{FOUND} {task_state.pk}: {check.digest}"
