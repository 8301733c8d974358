from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Haku"

    def ready(self):
        from . import checks, listening  # noqa: F401  they register themselves
