from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "home.dashboard"
    label = "dashboard"
    verbose_name = "Työpöytä"
