from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = "Edustajat ja verkostot"

    def ready(self):
        from . import receivers  # noqa: F401  connects the receivers
