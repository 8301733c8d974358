"""How an approved text becomes public. Loaded while Wagtail's own models load."""

from django.core.exceptions import PermissionDenied

from home.extension_points import ApprovalStep


def publish_approved(workflow_state, user=None):
    """Publishes the approved version by the step that was taken; no other step can."""
    task_state = workflow_state.current_task_state
    step = task_state.task.specific if task_state else None
    if not isinstance(step, ApprovalStep):
        raise PermissionDenied
    step.publish(task_state, user)
