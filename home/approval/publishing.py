"""How an approved text becomes public. Loaded while Wagtail's own models load."""

from django.core.exceptions import PermissionDenied


def publish_approved(workflow_state, user=None):
    """Publishes the approved revision; nobody but the approval itself holds that right."""
    task_state = workflow_state.current_task_state
    if not approved_by_another(task_state):
        raise PermissionDenied
    task_state.revision.publish(user=user, skip_permission_checks=True)


def approved_by_another(task_state) -> bool:
    """Did somebody else than the one who asked approve the text, as the chair's approval?"""
    return (
        task_state is not None
        and task_state.status == task_state.STATUS_APPROVED
        and task_state.task.specific._meta.label == "approval.ChairApproval"
        and task_state.finished_by_id != task_state.workflow_state.requested_by_id
    )
