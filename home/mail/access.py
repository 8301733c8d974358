"""Whose mail one may see: mail about accounts only those who look after them."""

from .models import OutboxMail

KEEPS_ACCOUNTS = "accounts.change_user"


def troubled_for(user):
    """Return the mails that did not go, as far as the user may see them."""
    return seen_by(user, OutboxMail.objects.troubled())


def stuck_for(user):
    """Return the mails that nobody has even tried to send."""
    return seen_by(user, OutboxMail.objects.stuck())


def seen_by(user, mails):
    return mails if user.has_perm(KEEPS_ACCOUNTS) else mails.of_work()
