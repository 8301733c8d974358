"""Filters of the results page: what is chosen, and the other choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from ..query.engine import SearchResult
from ..query.facets import count_values

# The field of a filter, its name in the address and on the page.
NAMES = (
    ("kind", "laji", "Laji"),
    ("year", "vuosi", "Vuosi"),
    ("about", "verkosto", "Verkosto"),
    ("result", "paatos", "Päätös"),
)
MOST_CHOICES = 12  # of one filter
LONGEST_VALUE = 100


@dataclass(frozen=True)
class FilterChoice:
    """A value of a filter: the number of pages it leaves, and the address that toggles it."""

    label: str
    number: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class FilterChoices:
    label: str
    choices: tuple[FilterChoice, ...]

    @property
    def chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


def parse_filters(parameters: QueryDict) -> tuple[tuple[str, str], ...]:
    """Return the filters in the query string."""
    return tuple(
        (field, parameters[name][:LONGEST_VALUE])
        for field, name, _ in NAMES
        if parameters.get(name, "").strip()
    )


def list_filters(
    found: SearchResult, filters: Sequence, topics: Mapping[str, str], parameters: QueryDict
) -> list[FilterChoices]:
    """Return every filter that divides the hits or is set; `topics` names the networks."""
    numbers = count_values(found.all, filters)
    shown = []
    for field, name, label in NAMES:
        chosen = dict(filters).get(field, "")
        counts = dict(numbers[field].most_common(MOST_CHOICES))
        if chosen:
            counts.setdefault(chosen, 0)
        if field == "about":
            counts = {value: number for value, number in counts.items() if value in topics}
        if chosen or len(counts) > 1:
            choices = [
                FilterChoice(
                    topics[value] if field == "about" else value,
                    counts[value],
                    value == chosen,
                    address_with(parameters, name, "" if value == chosen else value),
                )
                for value in sorted(counts, key=value_sort_key(field, counts))
            ]
            shown.append(FilterChoices(label, tuple(choices)))
    return shown


def value_sort_key(field: str, counts: Mapping[str, int]):
    """Return the sort key: years from the newest, all others from the most frequent."""
    if field == "year":
        return lambda value: -int(value) if value.isdecimal() else 0
    return lambda value: (-counts[value], value)


def address_with(parameters: QueryDict, name: str, value: str) -> str:
    """Return the first page's address with one parameter set, or removed when empty."""
    changed = parameters.copy()
    changed.pop("sivu", None)
    changed.pop(name, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"
