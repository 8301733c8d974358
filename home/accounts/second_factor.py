"""Who needs a second factor, and from when."""

import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from home.approval.models import ApprovalSettings
from home.roles import ROLES

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
NEEDING = ("chair", "administration")


def has_power_to_decide(account) -> bool:
    """Return whether the account may approve texts or administer accounts."""
    names = [role.name for role in ROLES if role.key in NEEDING]
    named = Q(chair=account) | Q(vice_chair=account) | Q(deputy=account)
    return (
        account.is_superuser
        or account.groups.filter(name__in=names).exists()
        or ApprovalSettings.objects.filter(named).exists()
    )


def has_second_factor(account) -> bool:
    return is_mfa_enabled(account, KINDS)


def get_due_time(account) -> datetime.datetime | None:
    """Return when the account must have a second factor; None if it need not or has one."""
    if not settings.SECOND_FACTOR_REQUIRED or not account.first_login_at:
        return None
    if has_second_factor(account) or not has_power_to_decide(account):
        return None
    return account.first_login_at + datetime.timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)


def must_set_up_second_factor(account) -> bool:
    """Return whether the account must set up a second factor before doing anything else."""
    due = get_due_time(account)
    return due is not None and due <= timezone.now()
