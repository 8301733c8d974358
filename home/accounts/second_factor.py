"""Who needs a second factor, and from when on."""

import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from home.approval.models import ApprovalSettings
from home.roles import ROLES

from .sessions import end_sessions
from .signals import account_changed

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
NEEDING = ("chair", "administration")


def decides(account) -> bool:
    """May the account approve texts or administer accounts?"""
    names = [role.name for role in ROLES if role.key in NEEDING]
    named = Q(chair=account) | Q(vice_chair=account) | Q(deputy=account)
    return (
        account.is_superuser
        or account.groups.filter(name__in=names).exists()
        or ApprovalSettings.objects.filter(named).exists()
    )


def has_second_factor(account) -> bool:
    return is_mfa_enabled(account, KINDS)


def due_at(account) -> datetime.datetime | None:
    """Return from when on the account needs a second factor; None when it needs none or has one."""
    if not settings.SECOND_FACTOR_REQUIRED or not account.first_login_at:
        return None
    if has_second_factor(account) or not decides(account):
        return None
    return account.first_login_at + datetime.timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)


def is_missing(account) -> bool:
    """Must the account take a second factor into use before anything else?"""
    due = due_at(account)
    return due is not None and due <= timezone.now()


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
