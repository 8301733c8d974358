"""Scheduled jobs of the approval desk: reminders, the daily digest, old links."""

from home.extension_points import DueItem

from .mails import reminders
from .models import ApprovalLink, ReceiptLink


def due_items(now):
    yield from reminders.due_items(now)
    old = ApprovalLink.objects.old(now)
    if old.exists():
        yield DueItem("old_links", "Yli 90 päivää vanhojen hyväksymislinkkien poisto", old.delete)
    receipts = ReceiptLink.objects.old(now)
    if receipts.exists():
        yield DueItem("old_links", "Yli 90 päivää vanhojen kuittilinkkien poisto", receipts.delete)
