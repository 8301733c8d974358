"""How an approved text is published (WAGTAIL_FINISH_WORKFLOW_ACTION).

Imported while Wagtail's own models load.
"""

from django.core.exceptions import PermissionDenied

from home.extension_points import ApprovalStep


def publish_approved(workflow_state, user=None):
    """Publish the approved version through its step; a task of another class cannot."""
    task_state = workflow_state.current_task_state
    step = task_state.task.specific if task_state else None
    if not isinstance(step, ApprovalStep):
        raise PermissionDenied
    step.publish(task_state, user)
