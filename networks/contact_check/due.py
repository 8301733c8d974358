"""Scheduled jobs of the check, for networks/due.py."""

from datetime import datetime
from functools import partial

from home.approval.due import is_office_time
from home.extension_points import DueItem

from ..models import ContactCheck, ContactProposal
from ..models.contact_check import LINKS_KEPT, PROPOSALS_KEPT
from .sending import YEARLY, is_month_of_check, list_people_to_ask, send_checks


def list_check_items(now: datetime):
    """Yield the yearly mails, and the deletion of old links and proposals."""
    if is_office_time(now) and is_month_of_check(now) and list_people_to_ask(now, YEARLY):
        yield DueItem(
            "contact_checks", "Yhteystietojen tarkistuspyynnöt", partial(send_checks, now)
        )
    old = (
        ContactCheck.objects.filter(expires_at__lt=now - LINKS_KEPT),
        ContactProposal.objects.filter(created_at__lt=now - PROPOSALS_KEPT),
    )
    for rows in old:
        if rows.exists():
            yield DueItem("old_contact_checks", "Vanhojen tarkistusten poisto", rows.delete)
