"""Write the rows of the list to the draft, beside what somebody else has changed meanwhile.

A value that only one of the two has changed is taken from whoever changed it. Only a value that
both have changed is a conflict: it is shown, and nothing is stored.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..models import AgendaItem
from .continued import CONTINUED, list_continuing_items
from .forms import AgendaRows, RowForm, taken_numbers
from .numbering import hand_out_numbers, next_number
from .values import (
    describe_value,
    digest_value,
    make_fingerprint,
    read_values,
    split_fingerprint,
    write_value,
)


@dataclass
class Merge:
    """What the rows make of the agenda: the items in order, and each row's item."""

    items: list[AgendaItem] = field(default_factory=list)
    item_of: dict[RowForm, AgendaItem] = field(default_factory=dict)
    others: list[AgendaItem] = field(default_factory=list)  # those that no row shows

    @property
    def is_refused(self) -> bool:
        """Return whether a row has an error now."""
        return any(row.errors for row in self.item_of)

    @property
    def has_conflicts(self) -> bool:
        return any(row.conflicts for row in self.item_of)


class Matcher:
    """Finds the item of the draft that each row showed when it was opened."""

    def __init__(self, items: list[AgendaItem]):
        self.free = list(items)

    def match(self, rows: AgendaRows) -> dict[RowForm, AgendaItem]:
        """Return the item of each row that has one; exact matches first."""
        found = {}
        for find in (self.find_exactly, self.find_alike):
            for row in rows:
                was = row.cleaned_data["was"]
                if was and row not in found and (item := find(row.cleaned_data["key"], was)):
                    found[row] = item
                    self.free.remove(item)
        return found

    def find_exactly(self, key: str, was: str) -> AgendaItem | None:
        if key:
            return next((item for item in self.free if str(item.pk) == key), None)
        unstored = [item for item in self.free if not item.pk]
        return next((i for i in unstored if make_fingerprint(read_values(i)) == was), None)

    def find_alike(self, key: str, was: str) -> AgendaItem | None:
        """Return an item without a key that has the same title or number as the row had."""
        old = split_fingerprint(was)
        for name in ("title", "number") if old else ():
            for item in self.free:
                if not item.pk and not key and digest_value(read_values(item)[name]) == old[name]:
                    return item
        return None


def merge_rows(meeting, rows: AgendaRows, *, moved: bool = False) -> Merge:
    """Write the valid rows to the meeting in memory, unless there is an error or a conflict."""
    items = list(meeting.agenda_items.all())
    before = taken_numbers(items)
    matcher = Matcher(items)
    found = matcher.match(rows)
    merge = Merge(others=matcher.free)
    deleted = False
    for row in rows:
        item = found.get(row)
        if row.cleaned_data["delete"]:
            if item and not may_delete(row, item):
                merge.item_of[row] = item
                merge.items.append(item)
            deleted = deleted or item is not None
            continue
        if item is None and (row.is_blank or is_deleted_elsewhere(row)):
            continue
        merge.item_of[row] = item or AgendaItem()
        merge_values(row, merge.item_of[row], row.cleaned_data["was"] if item else "")
        merge.items.append(merge.item_of[row])
    merge.items = order_items(merge, items, rows)
    give_numbers(merge, before if moved or deleted else [])
    if not merge.is_refused and not merge.has_conflicts:
        for place, item in enumerate(merge.items):
            item.sort_order = place
        meeting.agenda_items = merge.items
    return merge


def order_items(merge: Merge, stored: list[AgendaItem], rows: AgendaRows) -> list[AgendaItem]:
    """Return the items in the order of the rows; in the stored one if nobody moved a row here."""
    if rows.are_moved:
        return [*merge.items, *merge.others]
    kept = [item for item in stored if item in merge.others or item in merge.items]
    after = None
    for item in merge.items:
        if item not in kept:
            kept.insert(kept.index(after) + 1 if after else 0, item)
        after = item
    return kept


def may_delete(row: RowForm, item: AgendaItem) -> bool:
    """Return whether the item may be deleted; add why not to the row."""
    theirs, was = read_values(item), split_fingerprint(row.cleaned_data["was"])
    changed = {name for name in theirs if digest_value(theirs[name]) != was.get(name)}
    row.conflicts = {name: describe_value(name, theirs[name]) for name in changed}
    if changed:
        row.show_anew({}, make_fingerprint(theirs))
    if item.pk and (later := list_continuing_items(item)):
        row.add_error("delete", CONTINUED % {"item": item, "later": ", ".join(later)})
    return not row.conflicts and not row.errors


def is_deleted_elsewhere(row: RowForm) -> bool:
    """Return whether somebody deleted the row's item, and this user changed nothing of it."""
    was = split_fingerprint(row.cleaned_data["was"])
    return bool(was) and all(digest_value(value) == was[name] for name, value in row.values.items())


def merge_values(row: RowForm, item: AgendaItem, fingerprint: str) -> None:
    """Write the values that this user changed; note those that somebody else changed as well."""
    was, theirs = split_fingerprint(fingerprint), read_values(item)
    kept = {}
    for name, mine in row.values.items():
        if mine == theirs[name]:
            continue
        if was and digest_value(mine) == was[name]:
            kept[name] = theirs[name]
        elif was and digest_value(theirs[name]) != was[name]:
            row.conflicts[name] = describe_value(name, theirs[name])
        elif mine or name != "number":
            write_value(item, name, mine)
    if row.conflicts:
        row.show_anew(kept, make_fingerprint(theirs))


def give_numbers(merge: Merge, before: list) -> None:
    """Number what has no number yet, and everything anew if items were moved or deleted."""
    taken = taken_numbers(merge.items)
    for row, item in merge.item_of.items():
        is_new = not row.cleaned_data["was"]
        own = taken_numbers([item])
        if not own or (is_new and (own[0] in taken_numbers(merge.others))):
            item.number, item.letter = next_number(taken)
            taken.append(next_number(taken))
    if before:
        numbers = hand_out_numbers(taken_numbers(merge.items), before=before)
        for item, number in zip(merge.items, numbers, strict=True):
            item.number, item.letter = number
    report_equal_numbers(merge)


def report_equal_numbers(merge: Merge) -> None:
    seen = set(taken_numbers(merge.others))
    for row, item in merge.item_of.items():
        (number,) = taken_numbers([item])
        if number in seen and "number" not in row.errors:
            row.add_error("number", _("Samalla pykälänumerolla on jo toinen asiakohta."))
        seen.add(number)
