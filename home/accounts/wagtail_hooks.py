"""Wagtail hooks for accounts: the user's own pages, and administration of others."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import NameEmailSettingsPanel
from wagtail.admin.widgets.button import Button

from .views import invitations, people

# Names and addresses are changed on our own page, after reauthentication. Wagtail has no setting
# that removes its panel of names, see tests/home/accounts/test_accounts.py.
NameEmailSettingsPanel.is_active = lambda self: False


@hooks.register("before_edit_user")
def protect_superusers(request, user):
    """Deny administrators a superuser's account: with its password they would become one."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("register_admin_urls")
def register_account_urls():
    act = people.act_on_account
    return [
        path("kayttajat/kutsut/", invitations.invitations_view, name="accounts_invitations"),
        path("kayttajat/kutsu/", invitations.invite_view, name="accounts_invite"),
        path(
            "kayttajat/kutsut/<int:pk>/<str:act>/",
            invitations.act_on_invitation,
            name="accounts_act_on_invitation",
        ),
        path("kayttajat/<int:pk>/sulje/", act, {"act": "close"}, name="accounts_close"),
        path(
            "kayttajat/<int:pk>/kirjaa-ulos/",
            act,
            {"act": "end_sessions"},
            name="accounts_end_sessions",
        ),
        path(
            "kayttajat/<int:pk>/kaksivaiheinen/",
            act,
            {"act": "reset_factor"},
            name="accounts_reset_factor",
        ),
        path(
            "kayttajat/kirjaa-kaikki-ulos/",
            people.end_all_sessions_view,
            name="accounts_end_all_sessions",
        ),
    ]


class InvitationsItem(MenuItem):
    def is_shown(self, request):
        return invitations.may_see_invitations(request.user)


@hooks.register("register_settings_menu_item")
def register_invitations_item():
    return InvitationsItem(
        _("Kutsut"),
        reverse("accounts_invitations"),
        name="invitations",
        icon_name="mail",
        order=601,
    )


@hooks.register("register_user_listing_buttons")
def add_account_buttons(user, request_user):
    """Yield only buttons for actions that are allowed."""
    if user == request_user or not request_user.has_perm(people.MAY_CHANGE):
        return
    if people.is_protected_superuser(request_user, user):
        return
    for priority, (act, texts) in enumerate(people.ACTS.items()):
        if act != "close" or user.is_active:
            yield Button(
                str(texts.title),
                url=reverse(f"accounts_{act}", args=[user.pk]),
                priority=50 + priority,
            )


@hooks.register("register_account_menu_item")
def add_details_item(request):
    return make_menu_item(
        "account_details", _("Nimi ja sähköpostiosoite"), _("Vaihda omat tietosi.")
    )


@hooks.register("register_account_menu_item")
def add_password_item(request):
    return make_menu_item("account_change_password", _("Salasana"), _("Vaihda salasanasi."))


@hooks.register("register_account_menu_item")
def add_second_factor_item(request):
    return make_menu_item(
        "mfa_index", _("Kaksivaiheinen kirjautuminen"), _("Puhelin, avaimet ja varakoodit.")
    )


@hooks.register("register_account_menu_item")
def add_sessions_item(request):
    return make_menu_item("usersessions_list", _("Istunnot"), _("Missä olet kirjautuneena."))


def make_menu_item(name: str, label: str, help_text: str) -> dict:
    return {"url": reverse(name), "label": label, "help_text": help_text}
