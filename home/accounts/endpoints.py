"""The views that write accounts, and what each may write. See home/web/endpoint.py."""

from home.endpoints import ADMINISTRATION, STAFF
from home.web.endpoint import READS, Endpoint, Record

ACCOUNT = ("accounts", "account", "auth", "duties", "links", "mail", "mfa", "record")
ACCOUNT += ("sessions", "usersessions")


# Changes of an account are in the audit log. Logging in and out is not, except for the use of a
# recovery code (receivers.py).
AUDIT, NONE = Record.AUDIT, Record.NONE


def public(rule, record=NONE) -> Endpoint:
    return Endpoint(STAFF, ACCOUNT, record, rule, public=True)


def own(rule, record=AUDIT) -> Endpoint:
    return Endpoint(STAFF, ACCOUNT, record, rule)


def others(rule, roles=ADMINISTRATION) -> Endpoint:
    return Endpoint(roles, ACCOUNT, AUDIT, rule)


ENDPOINTS = {
    "account_login": public("limited by account and address"),
    "account_logout": public("ends one's own session"),
    "account_reset_password": public("mails a link to the account's address"),
    "account_reset_password_from_key": public("the link's secret decides", AUDIT),
    "account_confirm_address": public("the link's secret decides, and a choice", AUDIT),
    "account_invitation": public("the link's secret decides", AUDIT),
    "account_reset_password_done": READS,
    "account_reset_password_from_key_done": READS,
    "account_inactive": READS,
    "account_reauthenticate": own("the password again", NONE),
    "account_change_password": own("one's own password, with the old one"),
    "account_set_password": own("one's own first password"),
    "account_details": own("one's own name, and an address to be confirmed"),
    # Public because users without a role may end their own sessions too.
    "usersessions_list": public("ends one's own other sessions", AUDIT),
    "mfa_authenticate": public("the second factor of a log-in that has begun"),
    "mfa_login_webauthn": public("a passkey logs in"),
    "mfa_reauthenticate": own("a code again", NONE),
    "mfa_reauthenticate_webauthn": own("a passkey again", NONE),
    "mfa_index": READS,
    "mfa_activate_totp": own("one's own second factor"),
    "mfa_deactivate_totp": own("one's own second factor"),
    "mfa_view_recovery_codes": own("shows the codes once", NONE),
    "mfa_generate_recovery_codes": own("one's own recovery codes"),
    "mfa_list_webauthn": READS,
    "mfa_add_webauthn": own("one's own passkey"),
    "mfa_edit_webauthn": own("the name of one's own passkey"),
    "mfa_remove_webauthn": own("one's own passkey"),
    "accounts_invite": others("with a second person, or a superuser's reason"),
    "accounts_act_on_invitation": others("somebody else confirms", (*ADMINISTRATION, "chair")),
    "accounts_invitations": READS,
    "accounts_close": others("an approver's with a second person"),
    "accounts_end_sessions": others("not a superuser's"),
    "accounts_reset_factor": others("of any role with a second person"),
    "accounts_end_all_sessions": others("everybody but oneself is logged out"),
    "django.views.generic.base.RedirectView": READS,
}
