"""Which mails a user may see: mails about accounts only with the permission to edit users."""

from .models import OutboxMail

KEEPS_ACCOUNTS = "accounts.change_user"


def list_troubled_for(user):
    """Return the mails that could not be sent and that the user may see."""
    return filter_visible_mails(user, OutboxMail.objects.troubled())


def list_stuck_for(user):
    """Return the mails that nobody has tried to send and that the user may see."""
    return filter_visible_mails(user, OutboxMail.objects.stuck())


def filter_visible_mails(user, mails):
    return mails if user.has_perm(KEEPS_ACCOUNTS) else mails.of_work()
