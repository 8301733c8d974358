from django.apps import AppConfig


class DueConfig(AppConfig):
    name = "home.scheduling"
    label = "due"
    verbose_name = "Ajastetut tehtävät"
