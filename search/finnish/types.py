"""What the analyser takes and gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Token(NamedTuple):
    """A word as it stands in a text: `source[start:end]`, and the same in its normal spelling."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordTerms:
    """The index terms of one word.

    `lemmas` are its base forms, `parts` the words inside a compound and what the compound's
    neighbours make of it, `verbs` the verbs behind participles and nouns in -minen. A term
    stands in the first of the three that it fits, never in two. Swedish stems begin with "sv:".
    `roots` are the verbs that a noun is made of (valinta: valita): kin, and not the word itself.
    """

    lemmas: tuple[str, ...]
    parts: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.lemmas + self.parts + self.verbs


@dataclass(frozen=True, slots=True)
class TokenTerms(WordTerms):
    """The index terms of a word in its place; `position` counts the words of the text from 1."""

    token: Token = field(default=Token("", 0, 0))
    position: int = 0


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to meet a query word: these index terms, next to each other when several.

    `why` is one of "lemma", "verb", "part", "folded", "repair", "swedish", "synonym",
    "joined", "kin".
    """

    terms: tuple[str, ...]
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class QueryGroup:
    """A word of the query and everything that meets it, the best first.

    `stop` tells that the word says nothing of the matter (ja, missä): drop it if others remain.
    `correction` is the word that was searched for instead, when the written one is unknown.
    """

    word: str
    start: int
    end: int
    alternatives: tuple[Alternative, ...]
    stop: bool = False
    correction: str = ""


@dataclass
class QueryWord:
    """A word of a query while its alternatives are collected."""

    token: TokenTerms
    known: bool
    dotted: list[str] = field(default_factory=list)
    ways: list[Alternative] = field(default_factory=list)
    correction: str = ""

    @property
    def word(self) -> str:
        """The word in lower case, without hyphens at its ends."""
        return self.token.token.text.lower().strip("-")


class Vocabulary(Protocol):
    """What the index knows of its own words."""

    def counts(self, terms: Iterable[str]) -> Mapping[str, int]:
        """How many passages hold each index term; terms that none holds may be left out."""
        ...

    def near(self, word: str) -> Iterable[str]:
        """Words of the texts (lower case, as written) that look much like the given one."""
        ...


class Backend(Protocol):
    """A dictionary: what it makes of a word, in Voikko's notation."""

    name: str
    dictionary: str  # two back ends with the same dictionary give the same terms
    version: str

    def readings(self, word: str) -> list[str]:
        """The readings of a word in lower case; none when the dictionary does not know it."""
        ...
