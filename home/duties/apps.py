from importlib import import_module

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "home.duties"
    label = "duties"
    verbose_name = "Toisen vahvistukset"

    def ready(self):
        import_module("home.duties.receivers")
