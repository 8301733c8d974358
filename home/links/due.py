"""What of the links the scheduled work does. See home/due/running.py."""

from home.due.running import DueItem

from .models import ApprovalLink


def due_items(now):
    old = ApprovalLink.objects.old(now)
    if old.exists():
        yield DueItem("old_links", "Yli 90 päivää vanhojen hyväksymislinkkien poisto", old.delete)
