from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "networks.retention"
    label = "retention"
    verbose_name = "Säilytysajat"
