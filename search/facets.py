"""By what a reader may narrow the hits, and how many each choice would leave."""

from collections import Counter
from collections.abc import Iterable, Sequence

FIELDS = ("kind", "year", "about", "result")


def values(found, field: str) -> list[str]:
    """What a found page or passage says of a field of the filters."""
    if field == "kind":
        return [found.kind]
    if field == "year":
        return [str(found.date.year)] if found.date else []
    return [str(value) for value in (found.about if field == "about" else found.results)]


def fits(found, narrowed: Iterable[tuple[str, str]]) -> bool:
    return all(value in values(found, field) for field, value in narrowed)


def counted(pages: Sequence, narrowed: Sequence[tuple[str, str]]) -> dict[str, Counter]:
    """For each field how many pages each value has, among those that fit the other filters."""
    counters = {}
    for field in FIELDS:
        others = [pair for pair in narrowed if pair[0] != field]
        fitting = [page for page in pages if fits(page, others)] if others else pages
        counters[field] = Counter(v for page in fitting for v in {*values(page, field)})
    return counters
