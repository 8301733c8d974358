"""Attendance as a list shows it."""

from collections import Counter

Row = dict[str, str | int | None]


def merged(rows: list[Row]) -> list[Row]:
    """Return the rows without duplicates; those of one seat without names are counted together."""
    counts = Counter(key_of(row) for row in rows)
    first: dict[frozenset[tuple[str, str | int]], Row] = {}
    for row in rows:
        first.setdefault(key_of(row), row)
    # A name is one person, however many of the person's mandates were ticked.
    return [row | {"count": 1 if row["name"] else counts[key]} for key, row in first.items()]


def key_of(row: Row) -> frozenset[tuple[str, str | int]]:
    """Return what equal rows have in common."""
    return frozenset((name, value or "") for name, value in row.items())
