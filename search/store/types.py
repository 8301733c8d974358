"""Types of the store's input and output."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Weight of an occurrence: in a title or in the text, whole or as a part of a compound.
TITLE, TEXT, TITLE_PART, TEXT_PART = "A", "B", "C", "D"
# Position of the first word of the text; the positions before it are those of the titles.
TEXT_STARTS = 101

Places = Mapping[str, Sequence[tuple[int, str]]]  # index term -> (position, A to D), in order


@dataclass(frozen=True)
class PassageEntry:
    """A passage to store: what is shown, and the index terms at their positions."""

    title: str
    text: str
    terms: Places = field(default_factory=dict)
    length: int = 0
    titled: frozenset[str] = frozenset()  # terms of the titles that name this passage
    forms: frozenset[str] = frozenset()  # the words as written
    address: str = ""
    file: str = ""
    file_page: int | None = None
    language: str = ""
    answer: str = ""


@dataclass(frozen=True)
class PageEntry:
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
class StoreQuery:
    """A query for the store: groups of alternatives, each group weighted by `weights`.

    All hits are below `root`, the path of the front page; `filters` holds (field, value) of the
    filters.
    """

    root: str
    groups: tuple[Alternatives, ...]
    weights: tuple[float, ...] = ()
    phrases: tuple[tuple[Alternatives, ...], ...] = ()
    without: tuple[Alternatives, ...] = ()
    needed: Alternatives = ()  # one of these must match as well
    parts: bool = False  # looks for parts of the words, which make no hit
    filters: tuple[tuple[str, str], ...] = ()
    every: bool = True  # every group, or any of them
    titled: bool = False  # only where the words stand in a title
    beginning: str = ""  # prefix of one more word of the title
    limit: int = 400  # passages to look at
    newest: int = 0  # search only so many of the newest passages, one by one


@dataclass(frozen=True)
class Occurrences:
    """Positions of the query's terms in a passage, and the passage's length."""

    length: int
    places: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that matches, with the values of the filters and a first estimate of its score.

    `found` has the positions of the words, for the passages with the best estimates.
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
    """Statistics of all passages: number, length, and document frequency of each term."""

    passages: int = 0
    words: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def average(self) -> float:
        """Return the average number of words in a passage."""
        return max(self.words / self.passages, 1.0) if self.passages else 1.0

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency, above 0; higher for rarer terms."""
        held = min(self.counts.get(term, 0), self.passages)
        return math.log(1 + (self.passages - held + 0.5) / (held + 0.5))


@dataclass(frozen=True)
class Readable:
    """A public page; `topic`: other pages may be filtered by it."""

    title: str
    topic: bool
