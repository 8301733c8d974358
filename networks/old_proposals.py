"""Proposals that nobody needs any more: with them go the data of those who sent them."""

from django.utils import timezone

from home.extension_points import DueItem

from .models import Proposal


def old_proposals(now):
    """What networks/due.py has to do of them."""
    old = Proposal.objects.old(timezone.localdate(now))
    if old.exists():
        yield DueItem("old_proposals", "Yli vuoden vanhojen ehdotusten poisto", old.delete)
