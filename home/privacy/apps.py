from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "home.privacy"
    label = "privacy"
    verbose_name = "Yksityisyys"
