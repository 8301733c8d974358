from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "home.accounts"
    label = "accounts"
    verbose_name = "Käyttäjät"
    default = True

    def ready(self):
        from . import receivers  # noqa: F401  it connects itself


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user management with our own rule of who may make a superuser."""

    user_viewset = "home.accounts.viewsets.AccountViewSet"
