from itertools import groupby


def by_year(meetings) -> list[tuple[int, list]]:
    """Meetings already in order, as (year, meetings of the year)."""
    return [(year, list(group)) for year, group in groupby(meetings, key=lambda m: m.date.year)]


def matters_of(meeting, items) -> list:
    """The meeting's own of the items in order, each with those of other meetings it belongs to."""
    items = list(items)
    known = {item.pk: item for item in items}
    for item in items:
        item.earlier = known.get(item.continues_id)
        item.later = [other for other in items if other.continues_id == item.pk]
    return [item for item in items if item.meeting_id == meeting.pk]
