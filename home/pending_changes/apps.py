from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "home.pending_changes"
    label = "duties"
    verbose_name = "Toisen vahvistukset"

    def ready(self):
        from . import receivers  # noqa: F401  connects the receivers
