"""Dates in a sheet: how a date is written shows how precisely it is known."""

import calendar
import datetime
import re

from home.incoming import days as of_text
from home.incoming.days import Years

MIDNIGHT = re.compile(r"[T ]00:00:00$")  # in a cell written by a program
# Any year is allowed; a date without a year is too vague for a mandate.
YEARS = Years(1, 9999)
YEAR_WRITTEN = re.compile(r"(?<!\d)\d{4}(?!\d)|\d{8}")
MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
YEAR = re.compile(r"\d{4}")


def parse_cell_day(text: str, *, last: bool = False) -> tuple[datetime.date, str]:
    """Return the date and its precision (day, month, year) of 1.3.2024, 3.2024 or 2024.

    A month or a year gives its first day, or its last one on request; full dates are parsed as in
    forms. Raise ValueError if it is no date, with the reason if it is a `NotADay`.
    """
    if found := MONTH.fullmatch(text):
        month, year = map(int, found.groups())
        return edge_day(year, month, month, last=last), "month"
    if YEAR.fullmatch(text):
        return edge_day(int(text), 1, 12, last=last), "year"
    if not YEAR_WRITTEN.search(text):
        raise ValueError(text)
    return of_text.parse_day(MIDNIGHT.sub("", text), datetime.date.min, YEARS), "day"


def edge_day(year: int, first: int, final: int, *, last: bool) -> datetime.date:
    """Return the first or the last day of the given months of the year."""
    if not last:
        return datetime.date(year, first, 1)
    begins = datetime.date(year, final, 1)
    return begins.replace(day=calendar.monthrange(year, final)[1])


def write_day(day: datetime.date | None, precision: str) -> str:
    """Return the date as `parse_cell_day` reads it; empty if there is none."""
    if day is None:
        return ""
    if precision == "year":
        return f"{day.year:04}"
    month = f"{day.month}.{day.year:04}"
    return month if precision == "month" else f"{day.day}.{month}"
