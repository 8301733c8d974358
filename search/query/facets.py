"""Facets: the filters of the hits, and how many hits each value would leave."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

FIELDS = ("kind", "year", "about", "result")


class Filterable(Protocol):
    """What the filters read of a found page or passage."""

    @property
    def kind(self) -> str: ...

    @property
    def date(self) -> datetime.date | None: ...

    @property
    def about(self) -> Sequence[int]: ...

    @property
    def results(self) -> Sequence[str]: ...


def filter_values(found: Filterable, field: str) -> list[str]:
    """Return the values of a found page or passage in a field of the filters."""
    if field == "kind":
        return [found.kind]
    if field == "year":
        return [str(found.date.year)] if found.date else []
    return [str(value) for value in (found.about if field == "about" else found.results)]


def passes_filters(found: Filterable, filters: Iterable[tuple[str, str]]) -> bool:
    """Return whether the found page or passage passes every filter."""
    return all(value in filter_values(found, field) for field, value in filters)


def count_values(
    pages: Sequence[Filterable], filters: Sequence[tuple[str, str]]
) -> dict[str, Counter[str]]:
    """Return for each field how many pages have each value, given the other fields' filters."""
    counters = {}
    for field in FIELDS:
        others = [pair for pair in filters if pair[0] != field]
        fitting = [page for page in pages if passes_filters(page, others)] if others else pages
        counters[field] = Counter(v for page in fitting for v in {*filter_values(page, field)})
    return counters
