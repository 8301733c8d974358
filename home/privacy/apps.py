from importlib import import_module

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "home.privacy"
    label = "privacy"
    verbose_name = "Yksityisyys"

    def ready(self):
        import_module("home.privacy.receivers")
