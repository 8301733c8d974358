"""Days in a sheet: the way a day is written tells how exactly it is known."""

import calendar
import datetime
import re

from home.incoming import days as of_text
from home.incoming.days import Years

MIDNIGHT = re.compile(r"[T ]00:00:00$")  # of a cell that a program wrote
# A sheet may tell of any time; a day without its year is not known well enough for a mandate.
YEARS = Years(1, 9999)
YEAR_WRITTEN = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{8}")
MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
YEAR = re.compile(r"\d{4}")


def parse_day(text: str, *, last: bool = False) -> tuple[datetime.date, str]:
    """Return the day and its precision (day, month, year) of 1.3.2024, 3.2024 or 2024.

    Of a month or a year the first day, or the last one when asked; a day is read as in forms.
    ValueError if it is no day: a `NotADay` says why.
    """
    if found := MONTH.fullmatch(text):
        month, year = map(int, found.groups())
        return edge(year, month, month, last=last), "month"
    if YEAR.fullmatch(text):
        return edge(int(text), 1, 12, last=last), "year"
    if not YEAR_WRITTEN.search(text):
        raise ValueError(text)
    return of_text.parse_day(MIDNIGHT.sub("", text), datetime.date.min, YEARS), "day"


def edge(year: int, first: int, final: int, *, last: bool) -> datetime.date:
    """The first or the last day from one month of the year to another."""
    if not last:
        return datetime.date(year, first, 1)
    begins = datetime.date(year, final, 1)
    return begins.replace(day=calendar.monthrange(year, final)[1])


def write_day(day: datetime.date | None, precision: str) -> str:
    """The day as `parse_day` reads it; empty when there is none."""
    if day is None:
        return ""
    if precision == "year":
        return f"{day.year:04}"
    month = f"{day.month}.{day.year:04}"
    return month if precision == "month" else f"{day.day}.{month}"
