"""Middleware that requires a second factor or reauthentication before a page of the admin."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

# Allauth's own views use these too; it has no public name for them.
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from home.web.views import too_many_requests

from .second_factor import must_set_up_second_factor
from .second_factor_forms import ReauthenticateKeyForm

SAFE = ("GET", "HEAD", "OPTIONS")
# Reachable without a second factor: the views to set one up, and to log out.
WAYS_OUT = (
    "account_",
    "mfa_",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript",
)
# These views require reauthentication.
DANGEROUS = {
    "account_details",
    "accounts_close",
    "accounts_end_sessions",
    "accounts_end_all_sessions",
    "accounts_invite",
    "accounts_reset_factor",
    "approval_settings",
    "poissaolot:add",
    "poissaolot:edit",
    "wagtail_bulk_action:wagtailcore:page:unpublish",
    "wagtailadmin_pages:unpublish",
    "wagtailusers_users:edit",
}
ASKED_AGAIN = "_salasana"
PASSKEY = "credential"  # the field name in static/js/passkeys.js


def ask_for_second_factor(get_response):
    """Redirect users who must have a second factor, and lack one, to the page that sets it up."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if not is_admin(request) or get_gate_name(request).startswith(WAYS_OUT):
            return None
        if not must_set_up_second_factor(request.user):
            return None
        messages.warning(
            request,
            _("Roolisi tarvitsee kaksivaiheisen kirjautumisen. Ota se käyttöön, niin voit jatkaa."),
        )
        return redirect("mfa_index")

    middleware.process_view = process_view
    return middleware


def ask_for_reauthentication(get_response):
    """Ask for the password or a passkey before a dangerous act, and keep the submitted form."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if not settings.REAUTHENTICATION_REQUIRED or not is_admin(request):
            return None
        if get_gate_name(request) not in DANGEROUS or did_recently_reauthenticate(request):
            return None
        if request.method in SAFE:
            query = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
            return redirect(f"{reverse('account_reauthenticate')}?{query}")
        return reauthenticate(request)

    middleware.process_view = process_view
    return middleware


def is_admin(request) -> bool:
    admin = reverse("wagtailadmin_home")
    # Check the path first: reading request.user on a public page would add Vary: Cookie.
    return request.path_info.startswith(admin) and request.user.is_authenticated


def get_gate_name(request) -> str:
    """Return the name of the view; for a bulk action, with its model and action."""
    match = request.resolver_match
    if match.url_name == "wagtail_bulk_action":
        return ":".join([match.url_name, *match.kwargs.values()])
    return match.view_name


def reauthenticate(request):
    """Accept the password or passkey sent with the form, or ask for it and carry the form along."""
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return too_many_requests(request)
    if is_password_right(request) or is_passkey_right(request):
        return None
    skipped = {ASKED_AGAIN, PASSKEY, "csrfmiddlewaretoken"}
    context = {
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in skipped
            for value in values
        ],
        "is_wrong": ASKED_AGAIN in request.POST,
        "is_wrong_key": PASSKEY in request.POST,
        "password_field": ASKED_AGAIN,
        "passkey_field": PASSKEY,
        "passkey_options": get_passkey_options(request.user),
    }
    return render(request, "account/confirm_act.html", context, status=403)


def is_password_right(request) -> bool:
    """Return whether the form contains the user's password; if so, record a reauthentication."""
    password = request.POST.get(ASKED_AGAIN, "")
    if not password or not request.user.check_password(password):
        return False
    record_authentication(request, request.user, method="password", reauthenticated=True)
    return True


def is_passkey_right(request) -> bool:
    """Return whether the form has a valid passkey response; if so, record a reauthentication."""
    if PASSKEY not in request.POST:
        return False
    form = ReauthenticateKeyForm({"credential": request.POST[PASSKEY]}, user=request.user)
    if not form.is_valid():
        return False
    form.save()
    return True


def get_passkey_options(user) -> dict | None:
    """Return the options for the browser's passkey request, or None if the user has no passkey."""
    if not is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
        return None
    return {"request_options": webauthn.begin_authentication(user)}
