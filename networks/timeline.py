"""Mandates on a timeline. Pure: positions are percentages of the line, as SVG wants them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

MOST_TICKS = 8
ROOM_FOR_WORDS = 0.9


class TimelineTerm(Protocol):
    """The term in which a mandate is held."""

    @property
    def ends(self) -> datetime.date | None: ...


class TimelineMandate(Protocol):
    """A mandate, with what its bar needs."""

    @property
    def starts(self) -> datetime.date: ...

    @property
    def ends(self) -> datetime.date | None: ...

    @property
    def term(self) -> TimelineTerm: ...


M = TypeVar("M", bound=TimelineMandate)


@dataclass(frozen=True)
class TimelineSpan(Generic[M]):
    """The bar of one mandate; one without an end extends to the end of the line."""

    mandate: M
    x: str
    width: str
    open: bool


@dataclass(frozen=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True)
class Timeline(Generic[M]):
    spans: list[TimelineSpan[M]]
    ticks: list[Tick]


def make_timeline(
    mandates: Iterable[M],
    today: datetime.date,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> Timeline[M] | None:
    """Return the bars of mandates between two days; None if there are no mandates.

    By default the line covers all the mandates and today. A mandate ends with its term at the
    latest.
    """
    shown = list(mandates)
    if not shown:
        return None
    first = first or min(mandate.starts for mandate in shown)
    last = last or max([today, *(mandate_last_day(mandate) or mandate.starts for mandate in shown)])
    days = max((last - first).days + 1, 1)
    spans = [make_span(mandate, first, last, days) for mandate in shown]
    return Timeline(spans, make_ticks(first, last, days))


def mandate_last_day(mandate: TimelineMandate) -> datetime.date | None:
    """Return the last day of a mandate, or None if neither it nor its term has an end."""
    ends = [end for end in (mandate.ends, mandate.term.ends) if end]
    return min(ends, default=None)


def make_span(mandate: M, first: datetime.date, last: datetime.date, days: int) -> TimelineSpan[M]:
    """Return the bar of a mandate on the line from `first` to `last`."""
    end = mandate_last_day(mandate)
    start, stop = max(mandate.starts, first), min(end or last, last)
    length = max((stop - start).days + 1, 1)
    is_open = end is None or end > last
    return TimelineSpan(
        mandate, percentage((start - first).days, days), percentage(length, days), is_open
    )


def percentage(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%"


def make_ticks(first: datetime.date, last: datetime.date, days: int) -> list[Tick]:
    """Return ticks at the beginnings of years, or of months on a short line, MOST_TICKS at most."""
    months = [
        datetime.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
    ]
    # A label is to the right of its tick, so there is no tick near the end of the line.
    months = [day for day in months if 0 <= (day - first).days < ROOM_FOR_WORDS * days]
    years = [day for day in months if day.month == 1]
    chosen = years if len(years) > 1 else months
    step = -(-len(chosen) // MOST_TICKS) or 1
    return [
        Tick(percentage((day - first).days, days), tick_label(day, years)) for day in chosen[::step]
    ]


def tick_label(day: datetime.date, years: list[datetime.date]) -> str:
    """Return the label of a tick: the year if ticks are years, else month and year."""
    return str(day.year) if len(years) > 1 else f"{day.month}/{day.year}"
