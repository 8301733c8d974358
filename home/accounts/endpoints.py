"""What of accounts can be written through which view. See home/endpoint.py."""

from home.endpoint import READS, Endpoint, Record
from home.endpoints import ADMINISTRATION, STAFF

ACCOUNT = ("accounts", "account", "auth", "duties", "links", "mail", "mfa", "record")
ACCOUNT += ("sessions", "usersessions")


def public(rule, tables=ACCOUNT) -> Endpoint:
    return Endpoint(STAFF, tables, Record.NONE, rule, public=True)


def own(rule) -> Endpoint:
    return Endpoint(STAFF, ACCOUNT, Record.NONE, rule)


def others(rule, roles=ADMINISTRATION) -> Endpoint:
    return Endpoint(roles, ACCOUNT, Record.NONE, rule)


ENDPOINTS = {
    "account_login": public("limited by account and address"),
    "account_logout": public("ends one's own session"),
    "account_reset_password": public("mails a link to the account's address"),
    "account_reset_password_from_key": public("the link's secret decides"),
    "account_confirm_address": public("the link's secret decides, and a choice"),
    "account_invitation": public("the link's secret decides"),
    "account_reset_password_done": READS,
    "account_reset_password_from_key_done": READS,
    "account_inactive": READS,
    "account_reauthenticate": own("the password again"),
    "account_change_password": own("one's own password, with the old one"),
    "account_set_password": own("one's own first password"),
    "account_details": own("one's own name, and an address to be confirmed"),
    "usersessions_list": own("ends one's own other sessions"),
    "mfa_authenticate": public("the second factor of a log-in that has begun"),
    "mfa_login_webauthn": public("a passkey logs in"),
    "mfa_reauthenticate": own("a code again"),
    "mfa_reauthenticate_webauthn": own("a passkey again"),
    "mfa_index": READS,
    "mfa_activate_totp": own("one's own second factor"),
    "mfa_deactivate_totp": own("one's own second factor"),
    "mfa_view_recovery_codes": own("shows the codes once"),
    "mfa_generate_recovery_codes": own("one's own recovery codes"),
    "mfa_list_webauthn": READS,
    "mfa_add_webauthn": own("one's own passkey"),
    "mfa_edit_webauthn": own("the name of one's own passkey"),
    "mfa_remove_webauthn": own("one's own passkey"),
    "accounts_invite": others("an approver with a second person"),
    "accounts_act_on_invitation": others("an approver confirms", (*ADMINISTRATION, "chair")),
    "accounts_invitations": READS,
    "accounts_close": others("not an account that decides of approvals"),
    "accounts_end_sessions": others("not a superuser's"),
    "accounts_reset_factor": others("not of an account that decides of approvals"),
    "accounts_end_all_sessions": others("everybody but oneself is logged out"),
    "django.views.generic.base.RedirectView": READS,
}
