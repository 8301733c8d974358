"""Days in a sheet: the way a day is written tells how exactly it is known."""

import calendar
import datetime
import re

DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00:00)?")
MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
YEAR = re.compile(r"\d{4}")


def parse_day(text: str, *, last: bool = False) -> tuple[datetime.date, str]:
    """The day and its precision (day, month, year) of 1.3.2024, 2024-03-01, 3.2024 or 2024.

    Of a month or a year the first day, or the last one when asked. ValueError if it is no day.
    """
    if found := DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return datetime.date(year, month, day), "day"
    if found := ISO.fullmatch(text):
        return datetime.date(*map(int, found.groups())), "day"
    if found := MONTH.fullmatch(text):
        month, year = map(int, found.groups())
        return edge(year, month, month, last=last), "month"
    if YEAR.fullmatch(text):
        return edge(int(text), 1, 12, last=last), "year"
    raise ValueError(text)


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
