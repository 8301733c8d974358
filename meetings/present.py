"""Attendance as a list shows it."""

from collections import Counter

AttendanceRow = dict[str, str | int | None]


def merge_attendance(rows: list[AttendanceRow]) -> list[AttendanceRow]:
    """Return the rows without duplicates; those of one seat without names are counted together."""
    counts = Counter(row_key(row) for row in rows)
    first: dict[frozenset[tuple[str, str | int]], AttendanceRow] = {}
    for row in rows:
        first.setdefault(row_key(row), row)
    # A name is one person, however many of the person's mandates were ticked.
    return [row | {"count": 1 if row["name"] else counts[key]} for key, row in first.items()]


def row_key(row: AttendanceRow) -> frozenset[tuple[str, str | int]]:
    """Return what equal rows have in common."""
    return frozenset((name, value or "") for name, value in row.items())
