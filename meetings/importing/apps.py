from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "meetings.importing"
    label = "importing"
    verbose_name = "Pöytäkirjan tuonti"
