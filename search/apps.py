from importlib import import_module

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Haku"

    def ready(self):
        import_module("search.listening")
        import_module("search.checks")
