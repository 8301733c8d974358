from importlib import import_module

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    name = "home.approval"
    label = "approval"
    verbose_name = "Hyväksyminen"

    def ready(self):
        import_module("home.approval.receivers")
