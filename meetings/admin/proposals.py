"""What a new meeting takes over from the one before."""

import re

from ..choices import removed_in_drafts
from ..models import AgendaItem, MeetingPage, MeetingSettings

CLOSING = re.compile(r"\bpäät(tä|ty|ö)", re.IGNORECASE)  # Kokouksen päättäminen, päätös
TAKEN_OVER = ("title", "responsible", "due", "network", "goal")


def previous_meeting(index) -> MeetingPage | None:
    """The last meeting that was entered and not cancelled, as its latest draft has it."""
    found = MeetingPage.objects.child_of(index).exclude(state=MeetingPage.State.CANCELLED)
    meeting = found.newest_first().first()
    return meeting and meeting.get_latest_revision_as_object()


def proposed_place(previous) -> dict:
    """The time of day and the place, as initial values of a form."""
    names = ("starts_at", "ends_at", "place")
    return {name: getattr(previous, name) for name in names} if previous else {}


def standing_items(council, previous) -> list[str]:
    """The titles on every agenda: the council's own list, else the formalities of last time."""
    settings = MeetingSettings.objects.filter(council=council).first()
    lines = settings.standing_items.splitlines() if settings else []
    if own := [line.strip() for line in lines if line.strip()]:
        return own
    items = previous.agenda_items.all() if previous else []
    return [item.title for item in items if item.kind == AgendaItem.ItemKind.FORMALITY]


def open_actions(council):
    """What was to be done and is not yet told to be done, the oldest first."""
    found = AgendaItem.objects.of(council).open_actions().select_related("meeting")
    found = found.exclude(meeting__state=MeetingPage.State.CANCELLED)
    found = found.exclude(pk__in=removed_in_drafts(found))
    return found.order_by("meeting__date", "number")


def agenda_of(titles: list[str], actions) -> list[AgendaItem]:
    """The agenda: standing items, and before the closing ones what is still to be done."""
    standing = [AgendaItem(title=t, kind=AgendaItem.ItemKind.FORMALITY) for t in titles]
    closing = len(standing)
    while closing and CLOSING.search(standing[closing - 1].title):
        closing -= 1
    items = [*standing[:closing], *map(continued, actions), *standing[closing:]]
    for number, item in enumerate(items, start=1):
        item.number = number
        item.sort_order = number - 1
    return items


def continued(action) -> AgendaItem:
    """The matter once more, until it is done."""
    taken = {name: getattr(action, name) for name in TAKEN_OVER}
    return AgendaItem(continues=action, kind=AgendaItem.ItemKind.INFORMATION, **taken)
