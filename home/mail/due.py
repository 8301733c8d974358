"""Scheduled jobs of the mail. See home/extension_points.py."""

from functools import partial

from home.extension_points import DueItem

from .failures import list_unreported_failures, notify_staff_of_failures
from .models import HeldMail, OutboxMail
from .sending import send_waiting

LONGEST = 120  # seconds in which another mail may still be started


def due_items(now):
    """Yield the jobs: notify staff of failed mails, send the outbox, delete old data."""
    if list_unreported_failures().exists():
        yield DueItem(
            "mail_failed", "Ilmoitus viesteistä, jotka eivät lähteneet", notify_staff_of_failures
        )
    # Sends mails of other jobs of this run too: this app is the last of INSTALLED_APPS.
    if OutboxMail.objects.waiting(now).exists():
        send = partial(send_waiting, LONGEST)
        yield DueItem("mail", "Sähköpostiviestien lähetys", send, atomic=False)
    addressed = OutboxMail.objects.with_old_addresses(now)
    if addressed.exists():
        wipe = partial(addressed.update, to="", name="", reply_to="")
        yield DueItem("mail_addresses", "Lähteneiden viestien osoitteiden poisto", wipe)
    # People without an active account get no daily mail: what is held for them is deleted.
    left = HeldMail.objects.filter(person__is_active=False)
    if left.exists():
        yield DueItem("old_mail", "Suljettujen tilien ilmoitusten poisto", left.delete)
    old = OutboxMail.objects.old(now)
    if old.exists():
        yield DueItem("old_mail", "Vanhan postin poisto", old.delete)
