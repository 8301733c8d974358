from django.apps import AppConfig, apps
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

# Wagtail's own mails know no deadline and no deputy, and lead into the admin.
WAGTAILS_MAILS = (
    (task_submitted, "TaskState", "group_approval_task_submitted_email_notification"),
    (workflow_submitted, "WorkflowState", "workflow_state_submitted_email_notification"),
    (workflow_rejected, "WorkflowState", "workflow_state_rejected_email_notification"),
    (workflow_approved, "WorkflowState", "workflow_state_approved_email_notification"),
)


class LinksConfig(AppConfig):
    """Stands after wagtail.admin in the settings: what that connects, this takes off."""

    name = "home.approval_desk"
    label = "links"
    verbose_name = "Hyväksymislinkit"

    def ready(self):
        for signal, model, uid in WAGTAILS_MAILS:
            signal.disconnect(sender=apps.get_model("wagtailcore", model), dispatch_uid=uid)
        from . import receivers  # noqa: F401  it connects itself
