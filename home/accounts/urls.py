"""URLs for logging in and for one's own account, which replace Wagtail's.

Every URL of Wagtail's that would bypass the second factor is overridden here, and these patterns
come before Wagtail's.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as key
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .views import invitations, login, own

to_login = RedirectView.as_view(pattern_name="account_login")
to_reset = RedirectView.as_view(pattern_name="account_reset_password")

WAGTAILS = [
    path("login/", login.LoginView.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("password_reset/", account.password_reset, name="account_reset_password"),
    path("password_reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(r"^password_reset/confirm/", to_reset),
    path("password_reset/complete/", to_login),
]
OWN = [
    re_path(
        r"^uusi-salasana/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "uusi-salasana/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("tili/suljettu/", account.account_inactive, name="account_inactive"),
    path("tili/vahvista/", account.reauthenticate, name="account_reauthenticate"),
    path("tili/salasana/", account.password_change, name="account_change_password"),
    path("tili/salasana/ensimmainen/", account.password_set, name="account_set_password"),
    path("tili/tiedot/", own.details_view, name="account_details"),
    path("tili/osoite/<str:token>/", own.confirm_address_view, name="account_confirm_address"),
    path("kutsu/<str:token>/", invitations.accept_invitation_view, name="account_invitation"),
    path("tili/istunnot/", own.SessionsView.as_view(), name="usersessions_list"),
]
FACTOR = [
    path("login/koodi/", factor.authenticate, name="mfa_authenticate"),
    path("login/avain/", key.login_webauthn, name="mfa_login_webauthn"),
    path("tili/kaksivaiheinen/", factor.index, name="mfa_index"),
    path("tili/vahvista/koodi/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("tili/vahvista/avain/", key.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("tili/sovellus/", totp.activate_totp, name="mfa_activate_totp"),
    path("tili/sovellus/pois/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tili/varakoodit/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tili/varakoodit/uudet/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("tili/avaimet/", key.list_webauthn, name="mfa_list_webauthn"),
    path("tili/avaimet/uusi/", key.add_webauthn, name="mfa_add_webauthn"),
    path("tili/avaimet/<int:pk>/", own.EditKeyView.as_view(), name="mfa_edit_webauthn"),
    path("tili/avaimet/<int:pk>/poista/", key.remove_webauthn, name="mfa_remove_webauthn"),
]

urlpatterns = decorate_urlpatterns([*WAGTAILS, *OWN, *FACTOR], never_cache)
