from django.apps import AppConfig


class DueConfig(AppConfig):
    name = "home.due"
    label = "due"
    verbose_name = "Ajastetut tehtävät"
