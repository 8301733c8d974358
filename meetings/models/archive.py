from itertools import groupby


def by_year(meetings) -> list[tuple[int, list]]:
    """Meetings already in order, as (year, meetings of the year)."""
    return [(year, list(group)) for year, group in groupby(meetings, key=lambda m: m.date.year)]
