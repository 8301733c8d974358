from importlib import import_module

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "home.audit_log"
    label = "record"
    verbose_name = "Hyväksyntäloki"

    def ready(self):
        import_module("home.audit_log.receivers")
