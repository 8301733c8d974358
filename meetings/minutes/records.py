"""The parsed minutes and their agenda items."""

import datetime
from dataclasses import dataclass, field

from .lines import Line
from .wording import find_result, guess_item_kind


@dataclass
class MinutesItem:
    """An agenda item: its text and its decision."""

    number: int
    title: str
    letter: str = ""  # for an item between two numbers: 2 a §
    text: list[Line] = field(default_factory=list)
    decision: list[Line] = field(default_factory=list)

    @property
    def result(self) -> str:
        """Return the key of an AgendaItem.Result; empty if the words do not state one."""
        return find_result(" ".join(line.text for line in self.decision))

    @property
    def kind(self) -> str:
        """Return the key of an AgendaItem.ItemKind, guessed from the title and the decision."""
        return guess_item_kind(self.title, self.result, bool(self.decision))


@dataclass
class Minutes:
    """What was understood of a text, and in `leftovers` what was not."""

    title: str = ""
    facts: list[Line] = field(default_factory=list)  # the lines with time and place
    date: datetime.date | None = None
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    place: str = ""
    attendance: list[Line] = field(default_factory=list)
    items: list[MinutesItem] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)  # the whole text if there are no items
    leftovers: list[Line] = field(default_factory=list)
