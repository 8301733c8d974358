from django.apps import AppConfig, apps
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

# Wagtail's own mails mention neither due date nor deputy, and link to the admin.
WAGTAILS_MAILS = (
    (task_submitted, "TaskState", "group_approval_task_submitted_email_notification"),
    (workflow_submitted, "WorkflowState", "workflow_state_submitted_email_notification"),
    (workflow_rejected, "WorkflowState", "workflow_state_rejected_email_notification"),
    (workflow_approved, "WorkflowState", "workflow_state_approved_email_notification"),
)


class LinksConfig(AppConfig):
    """Must come after wagtail.admin in INSTALLED_APPS: it disconnects that app's receivers."""

    name = "home.approval_desk"
    label = "links"
    verbose_name = "Hyväksymislinkit"

    def ready(self):
        for signal, model, uid in WAGTAILS_MAILS:
            signal.disconnect(sender=apps.get_model("wagtailcore", model), dispatch_uid=uid)
        from . import receivers  # noqa: F401  connects the receivers
