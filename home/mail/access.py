"""Which mails a user may see: mails about accounts only with the permission to edit users."""

from .models import OutboxMail

KEEPS_ACCOUNTS = "accounts.change_user"


def troubled_for(user):
    """Return the mails that could not be sent and that the user may see."""
    return seen_by(user, OutboxMail.objects.troubled())


def stuck_for(user):
    """Return the mails that nobody has tried to send and that the user may see."""
    return seen_by(user, OutboxMail.objects.stuck())


def seen_by(user, mails):
    return mails if user.has_perm(KEEPS_ACCOUNTS) else mails.of_work()
