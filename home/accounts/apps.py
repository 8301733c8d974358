from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "home.accounts"
    label = "accounts"
    verbose_name = "Käyttäjät"
    default = True


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's pages of users, with our own rule of who makes whom a superuser."""

    user_viewset = "home.accounts.viewsets.AccountViewSet"
