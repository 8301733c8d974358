from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "home.approval"
    label = "approval"
    verbose_name = "Hyväksyminen"

    def ready(self):
        from . import receivers  # noqa: F401  connects the receivers
