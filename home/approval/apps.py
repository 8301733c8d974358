from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "home.approval"
    label = "approval"
    verbose_name = "Hyväksyminen"
