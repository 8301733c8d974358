"""Serialisation of index terms into a PostgreSQL tsvector and back."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from .types import PageEntry, PassageEntry, Places

SHORTENED = 60  # characters of a label's value


def quote_term(term: str) -> str:
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"


def build_vector(terms: Places, labels: Iterable[str]) -> str:
    """Return the tsvector in PostgreSQL's notation: 'kokous':1A,101B '#s3' ..."""
    words = [
        quote_term(term) + ":" + ",".join([f"{place}{kind}" for place, kind in places])
        for term, places in terms.items()
    ]
    return " ".join([*words, *map(quote_term, labels)])


def filter_label(field: str, value: object) -> str:
    """Return the term that filters passages by a field; no word of a text looks like it."""
    text = str(value)
    if len(text) > SHORTENED:
        text = hashlib.sha256(text.encode()).hexdigest()[:SHORTENED]
    return f"#{field}:{text}"


def build_labels(entry: PageEntry, passage: PassageEntry) -> list[str]:
    """Return the labels of the filters, and those that find a common word in titles."""
    labels = [filter_label("kind", entry.kind)]
    if entry.date:
        labels.append(filter_label("year", entry.date.year))
    labels += [filter_label("about", page) for page in entry.about]
    labels += [filter_label("result", result) for result in entry.results]
    return labels + [filter_label("title", term) for term in passage.titled]


def positions_in(vector: str, terms: Sequence[str]) -> Mapping[str, list[tuple[int, str]]]:
    """Return the positions of the terms, read from a tsvector as PostgreSQL writes it."""
    found = {}
    for term in terms:
        needle = quote_term(term) + ":"
        at = vector.find(needle)
        while at > 0 and vector[at - 1] != " ":  # the end of another term that contains a quote
            at = vector.find(needle, at + 1)
        if at >= 0:
            start = at + len(needle)
            end = vector.find(" ", start)
            places = vector[start : end if end >= 0 else None]
            found[term] = [parse_position(one) for one in places.split(",")]
    return found


def parse_position(text: str) -> tuple[int, str]:
    """Parse a position such as 101B; PostgreSQL does not write the D."""
    return (int(text[:-1]), text[-1]) if text[-1] > "9" else (int(text), "D")
