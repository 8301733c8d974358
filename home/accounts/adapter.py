"""Adapters for django-allauth: login, rate limits, mails and messages."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.approval_desk.mails.approval_requests import make_absolute_url
from home.authentication.signals import account_changed
from home.web.client_address import get_client_address

from . import emails
from .backends import find_account
from .secrecy import derive_key

DEVICE_COOKIE, DEVICE_SALT = "laite", "home.accounts.device"
DEVICE_DAYS = 180
WRONG_CODE = _("Koodi on väärä tai vanhentunut. Odota uutta koodia ja yritä uudelleen.")
MESSAGES = {
    "account/messages/logged_out.txt": _("Olet kirjautunut ulos."),
    "account/messages/password_changed.txt": _("Salasana on vaihdettu."),
    "account/messages/password_set.txt": _("Salasana on vaihdettu."),
    "mfa/messages/totp_activated.txt": _("Todennussovellus on otettu käyttöön."),
    "mfa/messages/totp_deactivated.txt": _("Todennussovellus on poistettu käytöstä."),
    "mfa/messages/webauthn_added.txt": _("Avain on lisätty."),
    "mfa/messages/webauthn_removed.txt": _("Avain on poistettu."),
    "mfa/messages/recovery_codes_generated.txt": _("Varakoodit on luotu. Ota ne talteen nyt."),
    "usersessions/messages/sessions_logged_out.txt": _("Muut istunnot on kirjattu ulos."),
}
MISMATCH = _(
    "Käyttäjätunnus ja salasana eivät täsmää. Tarkista molemmat. Tunnuksen sijasta voit kirjoittaa "
    "sähköpostiosoitteesi. Jos et muista salasanaa, pyydä uusi alta."
)


class AccountAdapter(DefaultAccountAdapter):
    """Adapter for accounts without sign-up, each with one e-mail address, stored on the user."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "enter_current_password": _("Nykyinen salasana on väärä."),
        "incorrect_password": _("Salasana on väärä."),
        "invalid_password_reset": _("Linkki ei ole enää voimassa. Pyydä uusi."),
        "too_many_login_attempts": _(
            "Yrityksiä on ollut liian monta. Odota viisi minuuttia ja yritä uudelleen. Jos et "
            "muista salasanaa, pyydä uusi alta."
        ),
        "rate_limited": _("Yrityksiä on ollut liian monta. Odota hetki ja yritä uudelleen."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return get_client_address(request)

    def get_reset_password_from_key_url(self, key):
        """Return a URL on the site's own domain, whatever host the request named."""
        uid, _dash, token = key.partition("-")
        args = {"uidb36": uid, "key": token}
        return make_absolute_url(reverse("account_reset_password_from_key", kwargs=args))

    def send_password_reset_mail(self, user, email, context):
        emails.send_password_reset(user, context["password_reset_url"])

    def send_mail(self, template_prefix, email, context):
        """Send none of allauth's own mails: this app sends its own (emails.py)."""

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if act := emails.ACTS.get(template_prefix):
            account_changed.send(sender=type(user), account=user, actor=user, act=act)

    def add_message(self, request, level, message_template=None, *args, message=None, **kwargs):
        if text := message or MESSAGES.get(message_template):
            messages.add_message(request, level, text)

    def get_password_change_redirect_url(self, request):
        return reverse("wagtailadmin_account")

    # Rate limits

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Return a key that counts failed logins per account, by username or e-mail address.

        A device on which the user has logged in before has a count of its own, so that nobody can
        lock them out by guessing elsewhere. Allauth has no public hook for this.
        """
        typed = credentials.get("username") or credentials.get("email") or ""
        account = find_account(typed)
        if account is None:
            return f"name:{typed.strip().casefold()}"
        return f"account:{account.pk}:{get_known_device(request, account)}"

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        remember_device(request, response, user)
        return response

    def forget_attempts(self, request, account):
        """Reset the login limit: the user has just proved by mail who they are."""
        key = self._get_login_attempts_cache_key(request, username=account.username)
        ratelimit.clear(request, app="allauth.account", action="login_failed", key=key)


def get_known_device(request, account) -> str:
    """Return the identifier of the device if the user has logged in on it before, else ""."""
    cookie = request.get_signed_cookie(DEVICE_COOKIE, "", salt=DEVICE_SALT)
    number, _colon, device = cookie.partition(":")
    return device if number == str(account.pk) else ""


def remember_device(request, response, account) -> None:
    response.set_signed_cookie(
        DEVICE_COOKIE,
        f"{account.pk}:{get_known_device(request, account) or secrets.token_urlsafe(12)}",
        salt=DEVICE_SALT,
        max_age=DEVICE_DAYS * 24 * 3600,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class SecondFactorAdapter(DefaultMFAAdapter):
    """MFA adapter whose secrets are encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Tätä ei voi poistaa, koska se on tiliäsi varten pakollinen."
        ),
    }

    def get_totp_issuer(self):
        return settings.WAGTAIL_SITE_NAME

    def get_totp_label(self, user):
        return user.get_username()

    def _get_site_name(self):
        return settings.WAGTAIL_SITE_NAME

    def encrypt(self, text):
        return Fernet(derive_key("second factor")).encrypt(force_bytes(text)).decode()

    def decrypt(self, encrypted_text):
        return Fernet(derive_key("second factor")).decrypt(force_bytes(encrypted_text)).decode()

    def generate_authenticator_name(self, user, type):
        return gettext("Puhelin tai tietokone")
