"""Who was there, as a list shows it."""


def merged(rows: list[dict]) -> list[dict]:
    """Return the rows without two alike: those of one seat without names are counted together."""
    counts = {}
    for row in rows:
        key = tuple(sorted((name, value or "") for name, value in row.items()))
        counts.setdefault(key, [row, 0])[1] += 1
    # A name stands for one person, however many of the person's mandates were ticked.
    return [row | {"count": 1 if row["name"] else count} for row, count in counts.values()]
