"""The report on a file: its parts with their text, and its active content."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from home.file_parsing.extract.trouble import TooBig

MOST_CHARACTERS = 30_000_000
MOST_PARTS = 100_000
# Kinds of parts that readers see without looking for them; everything else is unseen.
SEEN = frozenset({"body", "margin", "footnote", "alt_text", "bookmark", "chart"})
# Kinds that are only searched for personal codes, not counted: templates, styles, attributes.
SILENT = frozenset({"master", "attribute", "other", "names"})
BLANK = re.compile(r"\s*")

Place = tuple[tuple[str, str], ...]
# Reports on an embedded file: content, name and kind.
Inside = Callable[[bytes, str, str], None]


@dataclass(frozen=True)
class FilePart:
    """One text in a file. `place` leads to it from outside in: (("sheet", "Taul1"), …)."""

    kind: str
    place: Place
    text: str


@dataclass
class FileReport:
    """Collects parts, counts and active content; raises TooBig if a file contains too much."""

    parts: list[FilePart] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    active: list[tuple[str, Place]] = field(default_factory=list)
    unread: list[Place] = field(default_factory=list)
    around: Place = ()
    characters: int = 0

    def note(self, kind: str, text: str, *place: tuple[str, object], count: int = 1) -> None:
        """Add a text; unseen texts are counted, blank ones are skipped."""
        if BLANK.fullmatch(text):
            return
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS or len(self.parts) >= MOST_PARTS:
            raise TooBig
        self.parts.append(FilePart(kind, self.at(*place), text))
        if kind not in SEEN | SILENT and not self.around:
            self.counts[kind] += count

    def count(self, kind: str, number: int = 1) -> None:
        """Count an unseen part without text of its own, such as an embedded file."""
        if number and not self.around:
            self.counts[kind] += number

    def flag(self, code: str, *place: tuple[str, object]) -> None:
        """Add active content, once per place."""
        entry = (code, self.at(*place))
        if entry not in self.active:
            self.active.append(entry)

    def at(self, *place: tuple[str, object]) -> Place:
        """Return a place inside the file that is being read."""
        return self.around + tuple((key, str(value)) for key, value in place)
