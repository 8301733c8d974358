"""Watches: closed calls without a decision. See home/extension_points.py."""

import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.extension_points import Watch

from .models import NominationPage

REPORTED_FOR = datetime.timedelta(days=365)  # older calls are history


def find_watches(today: datetime.date):
    closed = NominationPage.objects.live().undecided()
    closed = closed.filter(closes_on__lt=today, closes_on__gte=today - REPORTED_FOR)
    for nomination in closed.order_by("closes_on"):
        if not nomination.get_latest_revision_as_object().decided_on:
            yield watch_call(nomination)


def watch_call(nomination) -> Watch:
    number = nomination.proposals.count()
    proposals = ngettext("Ehdotuksia tuli yksi.", "Ehdotuksia tuli %(number)s.", number)
    closed = _(
        "Haku päättyi %(day)s. %(proposals)s Merkitse, ketkä nimettiin, kun siitä on päätetty."
    )
    return Watch(
        about=f"call of nomination {nomination.pk} closed on {nomination.closes_on.isoformat()}",
        title=_("Haku on päättynyt: %(title)s") % {"title": nomination.title},
        text=closed
        % {
            "day": date_format(nomination.closes_on, "j.n.Y"),
            "proposals": proposals % {"number": number},
        },
        address=reverse("choose_appointees", args=[nomination.pk]),
        link_text=_("Valitse nimettävät"),
        due=nomination.closes_on,
    )
