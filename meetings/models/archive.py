"""Meetings and agenda items in the order in which their pages show them."""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A meeting or a statement, with what `by_year` needs of it."""

    @property
    def date(self) -> datetime.date: ...


class ShownMeeting(Protocol):
    """The meeting whose items are shown."""

    @property
    def pk(self) -> int: ...


class LinkedItem(Protocol):
    """An agenda item with the items that it continues and that continue it."""

    pk: int
    meeting_id: int
    continues_id: int | None
    earlier: object
    later: object


DatedT = TypeVar("DatedT", bound=Dated)
ItemT = TypeVar("ItemT", bound=LinkedItem)


def by_year(meetings: Iterable[DatedT]) -> list[tuple[int, list[DatedT]]]:
    """Return (year, its meetings) of meetings that are already sorted."""
    return [(year, list(group)) for year, group in groupby(meetings, key=lambda m: m.date.year)]


def link_items(meeting: ShownMeeting, items: Iterable[ItemT]) -> list[ItemT]:
    """Return the meeting's own items in order, each linked to those of other meetings."""
    every = list(items)
    known = {item.pk: item for item in every}
    for item in every:
        item.earlier = known.get(item.continues_id) if item.continues_id else None
        item.later = [other for other in every if other.continues_id == item.pk]
    return [item for item in every if item.meeting_id == meeting.pk]
