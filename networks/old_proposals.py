"""Deletion of old proposals, along with the personal data of those who sent them."""

from django.utils import timezone

from home.extension_points import DueItem

from .models import Proposal


def old_proposal_items(now):
    """Yield the job for networks/due.py."""
    old = Proposal.objects.old(timezone.localdate(now))
    if old.exists():
        yield DueItem("old_proposals", "Yli vuoden vanhojen ehdotusten poisto", old.delete)
