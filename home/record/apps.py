from importlib import import_module

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "home.record"
    label = "record"
    verbose_name = "Hyväksyntäloki"

    def ready(self):
        import_module("home.record.receivers")
