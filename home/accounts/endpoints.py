"""The views that write accounts, and what each may write. See home/web/endpoint.py."""

from home.endpoints import ADMINISTRATION, STAFF
from home.web.endpoint import READS, Endpoint, Record

ACCOUNT = ("accounts", "account", "auth", "duties", "links", "mail", "mfa", "record")
ACCOUNT += ("sessions", "usersessions")


# Changes of an account are in the audit log. Logging in and out is not, except for the use of a
# recovery code (receivers.py).
AUDIT, NONE = Record.AUDIT, Record.NONE


def allow_visitors(rule, record=NONE) -> Endpoint:
    return Endpoint(STAFF, ACCOUNT, record, rule, public=True)


def allow_oneself(rule, record=AUDIT) -> Endpoint:
    return Endpoint(STAFF, ACCOUNT, record, rule)


def allow_administration(rule, roles=ADMINISTRATION) -> Endpoint:
    return Endpoint(roles, ACCOUNT, AUDIT, rule)


ENDPOINTS = {
    "account_login": allow_visitors("limited by account and address"),
    "account_logout": allow_visitors("ends one's own session"),
    "account_reset_password": allow_visitors("mails a link to the account's address"),
    "account_reset_password_from_key": allow_visitors("the link's secret decides", AUDIT),
    "account_confirm_address": allow_visitors("the link's secret decides, and a choice", AUDIT),
    "account_invitation": allow_visitors("the link's secret decides", AUDIT),
    "account_reset_password_done": READS,
    "account_reset_password_from_key_done": READS,
    "account_inactive": READS,
    "account_reauthenticate": allow_oneself("the password again", NONE),
    "account_change_password": allow_oneself("one's own password, with the old one"),
    "account_set_password": allow_oneself("one's own first password"),
    "account_details": allow_oneself("one's own name, and an address to be confirmed"),
    # Public because users without a role may end their own sessions too.
    "usersessions_list": allow_visitors("ends one's own other sessions", AUDIT),
    "mfa_authenticate": allow_visitors("the second factor of a log-in that has begun"),
    "mfa_login_webauthn": allow_visitors("a passkey logs in"),
    "mfa_reauthenticate": allow_oneself("a code again", NONE),
    "mfa_reauthenticate_webauthn": allow_oneself("a passkey again", NONE),
    "mfa_index": READS,
    "mfa_activate_totp": allow_oneself("one's own second factor"),
    "mfa_deactivate_totp": allow_oneself("one's own second factor"),
    "mfa_view_recovery_codes": allow_oneself("shows the codes once", NONE),
    "mfa_generate_recovery_codes": allow_oneself("one's own recovery codes"),
    "mfa_list_webauthn": READS,
    "mfa_add_webauthn": allow_oneself("one's own passkey"),
    "mfa_edit_webauthn": allow_oneself("the name of one's own passkey"),
    "mfa_remove_webauthn": allow_oneself("one's own passkey"),
    "accounts_invite": allow_administration("with a second person, or a superuser's reason"),
    "accounts_act_on_invitation": allow_administration(
        "somebody else confirms", (*ADMINISTRATION, "chair")
    ),
    "accounts_invitations": READS,
    "accounts_close": allow_administration("an approver's with a second person"),
    "accounts_end_sessions": allow_administration("not a superuser's"),
    "accounts_reset_factor": allow_administration("of any role with a second person"),
    "accounts_end_all_sessions": allow_administration("everybody but oneself is logged out"),
    "django.views.generic.base.RedirectView": READS,
}
