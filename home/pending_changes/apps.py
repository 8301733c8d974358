from importlib import import_module

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "home.pending_changes"
    label = "duties"
    verbose_name = "Toisen vahvistukset"

    def ready(self):
        import_module("home.pending_changes.receivers")
