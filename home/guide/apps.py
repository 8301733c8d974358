from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "home.guide"
    label = "guide"
    verbose_name = "Opas"
