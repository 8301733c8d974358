from importlib import import_module

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "home.accounts"
    label = "accounts"
    verbose_name = "Käyttäjät"
    default = True

    def ready(self):
        import_module("home.accounts.receivers")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's pages of users, with our own rule of who makes whom a superuser."""

    user_viewset = "home.accounts.viewsets.AccountViewSet"
