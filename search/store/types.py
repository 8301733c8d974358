"""What goes into the store and what comes out, whatever the store is made of."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Where in a passage a word stands: in a title or in the text, whole or as a part of a compound.
TITLE, TEXT, TITLE_PART, TEXT_PART = "A", "B", "C", "D"
# The first word of the text; the places before it are those of the titles.
TEXT_STARTS = 101

Places = Mapping[str, Sequence[tuple[int, str]]]  # index term -> (place, A to D), in order


@dataclass(frozen=True)
class PassageEntry:
    """A passage to store: what is shown, and the index terms at their places."""

    title: str
    text: str
    terms: Places = field(default_factory=dict)
    length: int = 0
    titled: frozenset[str] = frozenset()  # terms of the titles that name this passage
    forms: frozenset[str] = frozenset()  # the words as they are written
    address: str = ""
    file: str = ""
    file_page: int | None = None
    language: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Entry:
    """A page to store."""

    page: int
    kind: str
    title: str
    lead: str
    date: datetime.date | None
    topic: bool
    about: tuple[int, ...]
    results: tuple[str, ...]
    content: str
    analysis: str
    passages: tuple[PassageEntry, ...] = ()


Alternatives = Sequence[tuple[tuple[str, ...], float]]  # (adjacent terms, weight), the best first


@dataclass(frozen=True)
class Ask:
    """What is looked for: groups of alternatives, each group weighed by `weights`.

    What is found lies below `root`, the path of the front page; `narrowed` holds (field, value)
    of the filters.
    """

    root: str
    groups: tuple[Alternatives, ...]
    weights: tuple[float, ...] = ()
    phrases: tuple[tuple[Alternatives, ...], ...] = ()
    without: tuple[Alternatives, ...] = ()
    narrowed: tuple[tuple[str, str], ...] = ()
    every: bool = True  # every group, or any of them
    titled: bool = False  # only where the words stand in a title
    beginning: str = ""  # of one more word of the title
    most: int = 400  # passages to look at
    newest: int = 0  # look only among so many of the newest passages, one by one


@dataclass(frozen=True)
class Occurrences:
    """Where the terms asked for stand in a passage, and how long the passage is."""

    length: int
    places: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that fits, with what the filters count and a first estimate of its worth.

    `found` tells where the words stand, of the passages that look best.
    """

    passage: int
    page: int
    kind: str
    date: datetime.date | None
    about: Sequence[int] = ()
    results: Sequence[str] = ()
    estimate: float = 0.0
    found: Occurrences | None = None


@dataclass(frozen=True)
class Collection:
    """What is known of all passages: how many, how long, and how many hold each term."""

    passages: int = 0
    words: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def average(self) -> float:
        """The words of a passage, on average."""
        return max(self.words / self.passages, 1.0) if self.passages else 1.0

    def rarity(self, term: str) -> float:
        """Inverse document frequency: above 0, the higher the fewer passages hold the term."""
        held = min(self.counts.get(term, 0), self.passages)
        return math.log(1 + (self.passages - held + 0.5) / (held + 0.5))


@dataclass(frozen=True)
class Readable:
    """A page that anyone may read; `topic` tells that others may be narrowed to it."""

    title: str
    topic: bool
