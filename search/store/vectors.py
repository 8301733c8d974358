"""Serialisation of index terms into a PostgreSQL tsvector and back."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from .types import Entry, PassageEntry, Places

SHORTENED = 60  # characters of a label's value


def quoted(term: str) -> str:
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"


def vector_of(terms: Places, labels: Iterable[str]) -> str:
    """Return the tsvector in PostgreSQL's notation: 'kokous':1A,101B '#s3' ..."""
    words = [
        quoted(term) + ":" + ",".join([f"{place}{kind}" for place, kind in places])
        for term, places in terms.items()
    ]
    return " ".join([*words, *map(quoted, labels)])


def label(field: str, value: object) -> str:
    """Return the term that filters passages by a field; no word of a text looks like it."""
    text = str(value)
    if len(text) > SHORTENED:
        text = hashlib.sha256(text.encode()).hexdigest()[:SHORTENED]
    return f"#{field}:{text}"


def labels_of(entry: Entry, passage: PassageEntry) -> list[str]:
    """Return the labels of the filters, and those that find a common word in titles."""
    labels = [label("kind", entry.kind)]
    if entry.date:
        labels.append(label("year", entry.date.year))
    labels += [label("about", page) for page in entry.about]
    labels += [label("result", result) for result in entry.results]
    return labels + [label("title", term) for term in passage.titled]


def places_in(vector: str, terms: Sequence[str]) -> Mapping[str, list[tuple[int, str]]]:
    """Return the positions of the terms, read from a tsvector as PostgreSQL writes it."""
    found = {}
    for term in terms:
        needle = quoted(term) + ":"
        at = vector.find(needle)
        while at > 0 and vector[at - 1] != " ":  # the end of another term that contains a quote
            at = vector.find(needle, at + 1)
        if at >= 0:
            start = at + len(needle)
            end = vector.find(" ", start)
            places = vector[start : end if end >= 0 else None]
            found[term] = [place_of(one) for one in places.split(",")]
    return found


def place_of(text: str) -> tuple[int, str]:
    """Parse a position such as 101B; PostgreSQL does not write the D."""
    return (int(text[:-1]), text[-1]) if text[-1] > "9" else (int(text), "D")
