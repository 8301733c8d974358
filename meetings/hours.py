"""The hours of a meeting: rules shared by the model, its forms and the calendar."""

import datetime

from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# A meeting that ends on the next day begins at noon or later and ends by eight in the morning; any
# other end before the beginning is a typing error.
EARLIEST_NIGHT_START = datetime.time(12)
LATEST_NIGHT_END = datetime.time(8)
MIDNIGHT = datetime.time(0)

POSSIBLE = (
    Q(starts_at__isnull=True)
    | Q(ends_at__isnull=True)
    | Q(ends_at__gt=F("starts_at"))
    | Q(starts_at__gte=EARLIEST_NIGHT_START, ends_at__lte=LATEST_NIGHT_END)
)
OVERNIGHT = Q(ends_at__lt=F("starts_at"))
WRONG_END = "Kokous ei voi päättyä ennen kuin se alkaa."


def is_overnight(starts: datetime.time | None, ends: datetime.time | None) -> bool:
    """Return whether a meeting with these hours ends on the day after its date."""
    return starts is not None and ends is not None and ends < starts


def is_possible(starts: datetime.time | None, ends: datetime.time | None) -> bool:
    """Return whether a meeting can have these hours, by the rule of the database constraint."""
    if starts is None or ends is None or ends > starts:
        return True
    return starts >= EARLIEST_NIGHT_START and ends <= LATEST_NIGHT_END


def check_hours(form, data: dict) -> None:
    """Add an error to the field `ends_at` if the hours are not possible."""
    if not is_possible(data.get("starts_at"), data.get("ends_at")):
        form.add_error("ends_at", WRONG_END)


def end_date(date: datetime.date, starts, ends) -> datetime.date:
    """Return the day on which the meeting ends."""
    return date + datetime.timedelta(days=is_overnight(starts, ends))


def hours_in_words(starts: datetime.time | None, ends: datetime.time | None) -> str:
    """Return the hours as written in Finnish, klo 18.00–24.00; empty if none is known."""
    if starts is None:
        return _("klo %(end)s saakka") % {"end": end_in_words(ends)} if ends else ""
    end = f"–{end_in_words(ends)}" if ends is not None else ""
    return f"klo {date_format(starts, 'G.i')}{end}"


def end_in_words(ends: datetime.time) -> str:
    return "24.00" if ends == MIDNIGHT else date_format(ends, "G.i")
