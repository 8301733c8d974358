"""Mandates on a line of time. Pure reckoning: places are shares of the line, as SVG wants them."""

import datetime
from dataclasses import dataclass

MOST_TICKS = 8
ROOM_FOR_WORDS = 0.9


@dataclass(frozen=True)
class Span:
    """The bar of one mandate; an open one runs to the end of the line."""

    mandate: object
    x: str
    width: str
    open: bool


@dataclass(frozen=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True)
class Timeline:
    spans: list[Span]
    ticks: list[Tick]


def timeline(mandates, today: datetime.date, first=None, last=None) -> Timeline | None:
    """The bars of mandates between two days, by default all their time up to today at least.

    A mandate ends with its term at the latest. None when there are no mandates.
    """
    mandates = list(mandates)
    if not mandates:
        return None
    first = first or min(mandate.starts for mandate in mandates)
    last = last or max([today, *(last_day(mandate) or mandate.starts for mandate in mandates)])
    days = max((last - first).days + 1, 1)
    spans = [span(mandate, first, last, days) for mandate in mandates]
    return Timeline(spans, ticks(first, last, days))


def last_day(mandate) -> datetime.date | None:
    ends = [end for end in (mandate.ends, mandate.term.ends) if end]
    return min(ends, default=None)


def span(mandate, first, last, days) -> Span:
    end = last_day(mandate)
    start, stop = max(mandate.starts, first), min(end or last, last)
    length = max((stop - start).days + 1, 1)
    is_open = end is None or end > last
    return Span(mandate, share((start - first).days, days), share(length, days), is_open)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%"


def ticks(first, last, days) -> list[Tick]:
    """The beginnings of years, or of months on a short line, not too many of them."""
    months = [
        datetime.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
    ]
    # The words of a tick go on to the right of it, so none begins at the very end.
    months = [day for day in months if 0 <= (day - first).days < ROOM_FOR_WORDS * days]
    years = [day for day in months if day.month == 1]
    chosen = years if len(years) > 1 else months
    step = -(-len(chosen) // MOST_TICKS) or 1
    return [Tick(share((day - first).days, days), name(day, years)) for day in chosen[::step]]


def name(day, years) -> str:
    return str(day.year) if len(years) > 1 else f"{day.month}/{day.year}"
