"""Values that a new meeting takes over from the previous one."""

import re

from home.incoming.text import comparison_key

from ..choices import removed_in_drafts
from ..minutes.agenda import AgendaEntry, keeps_its_numbers
from ..minutes.numbers import Number
from ..minutes.wording import guess_item_kind
from ..models import AgendaItem, MeetingPage, MeetingSettings

CLOSING = re.compile(r"\bpäät(tä|ty|ö)", re.IGNORECASE)  # Kokouksen päättäminen, päätös
TAKEN_OVER = ("title", "responsible", "due", "network", "goal")


def previous_meeting(index) -> MeetingPage | None:
    """Return the latest draft of the last real meeting that was not cancelled."""
    found = MeetingPage.objects.child_of(index).filter(is_example=False)
    found = found.exclude(state=MeetingPage.State.CANCELLED)
    meeting = found.newest_first().first()
    return meeting and meeting.get_latest_revision_as_object()


def proposed_place(previous) -> dict:
    """Return the hours and the place of the previous meeting, as initial values of a form."""
    names = ("starts_at", "ends_at", "place")
    return {name: getattr(previous, name) for name in names} if previous else {}


def standing_items(previous) -> list[str]:
    """Return the council's standing items, or else the formalities of the previous meeting."""
    lines = MeetingSettings.load().standing_items.splitlines()
    if own := [line.strip() for line in lines if line.strip()]:
        return own
    items = previous.agenda_items.all() if previous else []
    return [item.title for item in items if item.kind == AgendaItem.ItemKind.FORMALITY]


def open_actions():
    """Return the open actions of all real meetings, oldest first."""
    found = AgendaItem.objects.open_actions().select_related("meeting")
    found = found.filter(meeting__is_example=False)
    found = found.exclude(meeting__state=MeetingPage.State.CANCELLED)
    found = found.exclude(pk__in=removed_in_drafts(found))
    return found.order_by("meeting__date", "number", "letter")


def build_agenda(entries: list[AgendaEntry], actions, standing=()) -> list[AgendaItem]:
    """Return the typed agenda, with the open actions before its closing items.

    Typed numbers are kept if every line has one and nothing is inserted.
    """
    proposed = {comparison_key(line) for line in standing}
    typed = [AgendaItem(title=e.title, kind=entry_kind(e, proposed)) for e in entries]
    closing = len(typed)
    while closing and CLOSING.search(typed[closing - 1].title):
        closing -= 1
    items = [*typed[:closing], *map(continue_action, actions), *typed[closing:]]
    numbers = [Number(n) for n in range(1, len(items) + 1)]
    if len(items) == len(entries) and keeps_its_numbers(entries):
        numbers = [entry.number for entry in entries]
    for place, (item, number) in enumerate(zip(items, numbers, strict=True)):
        item.number, item.letter, item.sort_order = *number, place
    return items


def entry_kind(entry: AgendaEntry, proposed: set[str]) -> str:
    """Return the kind of an item: a proposed standing item stays a formality."""
    if comparison_key(entry.title) in proposed:
        return AgendaItem.ItemKind.FORMALITY
    return guess_item_kind(entry.title, result="", decided=True)


def continue_action(action) -> AgendaItem:
    """Return a new agenda item that continues the open action."""
    taken = {name: getattr(action, name) for name in TAKEN_OVER}
    return AgendaItem(continues=action, kind=AgendaItem.ItemKind.INFORMATION, **taken)
