from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "Kokoukset ja lausunnot"

    def ready(self):
        from .calling import receivers  # noqa: F401  connects the receivers
