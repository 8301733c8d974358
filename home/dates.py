"""Dates in the formats that the council uses."""

import datetime

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Precision(TextChoices):
    """How precisely a date is known; sources often give only the year."""

    DAY = "day", "Päivä tiedossa"
    MONTH = "month", "Kuukausi tiedossa"
    YEAR = "year", "Vain vuosi tiedossa"


def format_known_date(date: datetime.date, precision: str) -> str:
    """Return the date as precisely as it is known: 17.2.2022, helmikuu 2022 or 2022."""
    if precision == Precision.YEAR:
        return str(date.year)
    if precision == Precision.MONTH:
        return date_format(date, "F Y")
    return date_format(date, "j.n.Y")


def format_for_machine(date: datetime.date, precision: str) -> str:
    """Return the date for the HTML datetime attribute: 2022-02-17, 2022-02 or 2022."""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)
    return date.isoformat()[:length]


def format_weekday_and_date(date: datetime.date) -> str:
    """Return the date with its weekday, to end a sentence or stand inside one: ke 2.12.2026."""
    return f"{date_format(date, 'D').lower()} {date_format(date, 'j.n.Y')}"


def format_on_day(date: datetime.date) -> str:
    """Return the date as an adverb of time: keskiviikkona 2.12.2026."""
    weekday = date_format(date, "l").lower()
    return _("%(weekday)sna %(date)s") % {"weekday": weekday, "date": date_format(date, "j.n.Y")}
