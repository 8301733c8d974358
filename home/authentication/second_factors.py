"""The second factors that an account has, and how they are taken off."""

from allauth.mfa.models import Authenticator

from .sessions import end_sessions
from .signals import account_changed


def authenticators(account) -> list[int]:
    """Return the numbers of what the account logs in with beside its password."""
    found = Authenticator.objects.filter(user=account).order_by("pk")
    return list(found.values_list("pk", flat=True))


def reset_second_factor(account) -> int:
    """Take every second factor off the account and end its sessions; return how many there were.

    The person chooses a new one at the next log-in. The audit log and the mails tell of it.
    """
    count = Authenticator.objects.filter(user=account).delete()[0]
    end_sessions(account)
    account_changed.send(sender=type(account), account=account, act="factor_reset")
    return count
