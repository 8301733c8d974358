"""Whose mail one may see: that of the council one works for."""

from django.db.models import Q

from home.models import HomePage

from .models import OutboxMail

# Mail of no council, such as a password reset, concerns those who look after the accounts.
KEEPS_ACCOUNTS = "accounts.change_user"


def troubled_for(user):
    """The mails that did not go, of the user's own councils; a superuser sees all."""
    return seen_by(user, OutboxMail.objects.troubled())


def stuck_for(user):
    """The mails that nobody has even tried to send."""
    return seen_by(user, OutboxMail.objects.stuck())


def seen_by(user, mails):
    if user.is_superuser:
        return mails
    councils = HomePage.objects.filter(group_permissions__group__user=user)
    of_none = Q(council=None) if user.has_perm(KEEPS_ACCOUNTS) else Q(pk=None)
    return mails.filter(Q(council__in=councils) | of_none)
