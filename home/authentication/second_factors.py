"""List and reset the second factors of an account."""

from allauth.mfa.models import Authenticator

from .sessions import end_sessions
from .signals import account_changed


def get_authenticator_keys(account) -> list[int]:
    """Return the primary keys of the account's second factors."""
    found = Authenticator.objects.filter(user=account).order_by("pk")
    return list(found.values_list("pk", flat=True))


def reset_second_factor(account) -> int:
    """Remove every second factor of the account and end its sessions; return how many were removed.

    The user sets up a new one at the next login. A signal writes the audit log and sends the mails.
    """
    count = Authenticator.objects.filter(user=account).delete()[0]
    end_sessions(account)
    account_changed.send(sender=type(account), account=account, act="factor_reset")
    return count
