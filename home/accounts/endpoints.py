"""The views that write accounts, and what each may write. See home/web/endpoint.py."""

from home.endpoints import ADMINISTRATION, STAFF
from home.web.endpoint import READS, Endpoint, Record

ACCOUNT = ("accounts", "account", "auth", "duties", "links", "mail", "mfa", "record")
ACCOUNT += ("sessions", "usersessions")


# Changes of an account are in the audit log. Logging in and out is not, except for the use of a
# recovery code (receivers.py).
AUDIT, NONE = Record.AUDIT, Record.NONE


def make_public_endpoint(rule, record=NONE) -> Endpoint:
    return Endpoint(STAFF, ACCOUNT, record, rule, public=True)


def make_own_endpoint(rule, record=AUDIT) -> Endpoint:
    return Endpoint(STAFF, ACCOUNT, record, rule)


def make_administration_endpoint(rule, roles=ADMINISTRATION) -> Endpoint:
    return Endpoint(roles, ACCOUNT, AUDIT, rule)


ENDPOINTS = {
    "account_login": make_public_endpoint("limited by account and address"),
    "account_logout": make_public_endpoint("ends one's own session"),
    "account_reset_password": make_public_endpoint("mails a link to the account's address"),
    "account_reset_password_from_key": make_public_endpoint("the link's secret decides", AUDIT),
    "account_confirm_address": make_public_endpoint(
        "the link's secret decides, and a choice", AUDIT
    ),
    "account_invitation": make_public_endpoint("the link's secret decides", AUDIT),
    "account_reset_password_done": READS,
    "account_reset_password_from_key_done": READS,
    "account_inactive": READS,
    "account_reauthenticate": make_own_endpoint("the password again", NONE),
    "account_change_password": make_own_endpoint("one's own password, with the old one"),
    "account_set_password": make_own_endpoint("one's own first password"),
    "account_details": make_own_endpoint("one's own name, and an address to be confirmed"),
    # Public because users without a role may end their own sessions too.
    "usersessions_list": make_public_endpoint("ends one's own other sessions", AUDIT),
    "mfa_authenticate": make_public_endpoint("the second factor of a log-in that has begun"),
    "mfa_login_webauthn": make_public_endpoint("a passkey logs in"),
    "mfa_reauthenticate": make_own_endpoint("a code again", NONE),
    "mfa_reauthenticate_webauthn": make_own_endpoint("a passkey again", NONE),
    "mfa_index": READS,
    "mfa_activate_totp": make_own_endpoint("one's own second factor"),
    "mfa_deactivate_totp": make_own_endpoint("one's own second factor"),
    "mfa_view_recovery_codes": make_own_endpoint("shows the codes once", NONE),
    "mfa_generate_recovery_codes": make_own_endpoint("one's own recovery codes"),
    "mfa_list_webauthn": READS,
    "mfa_add_webauthn": make_own_endpoint("one's own passkey"),
    "mfa_edit_webauthn": make_own_endpoint("the name of one's own passkey"),
    "mfa_remove_webauthn": make_own_endpoint("one's own passkey"),
    "accounts_invite": make_administration_endpoint(
        "with a second person, or a superuser's reason"
    ),
    "accounts_act_on_invitation": make_administration_endpoint(
        "somebody else confirms", (*ADMINISTRATION, "chair")
    ),
    "accounts_invitations": READS,
    "accounts_close": make_administration_endpoint("an approver's with a second person"),
    "accounts_end_sessions": make_administration_endpoint("not a superuser's"),
    "accounts_reset_factor": make_administration_endpoint("of any role with a second person"),
    "accounts_end_all_sessions": make_administration_endpoint(
        "everybody but oneself is logged out"
    ),
    "django.views.generic.base.RedirectView": READS,
}
