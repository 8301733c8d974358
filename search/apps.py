from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "Haku"

    def ready(self):
        from . import checks  # noqa: F401  registers itself
        from .index import listening  # noqa: F401  registers itself
