from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "home.privacy"
    label = "privacy"
    verbose_name = "Yksityisyys"

    def ready(self):
        from . import receivers  # noqa: F401  connects the receivers
