from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "home.audit_log"
    label = "record"
    verbose_name = "Hyväksyntäloki"

    def ready(self):
        from . import receivers  # noqa: F401  connects the receivers
