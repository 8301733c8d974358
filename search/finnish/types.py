"""Types of the analyser's input and output."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Token(NamedTuple):
    """A word of a text: `source[start:end]`, and the same normalised."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordTerms:
    """The index terms of one word.

    `lemmas` are its base forms, `parts` the words inside a compound and those it gets from the
    compound's neighbours, `verbs` the verbs behind participles and nouns in -minen. A term is in
    the first of the three that it fits, never in two. Swedish stems begin with "sv:". `roots` are
    the verbs and adjectives from which a noun is derived (valinta: valita, osallisuus: osallinen):
    related, but not the word itself.
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
    """The index terms of a word at its position; `position` counts the words of the text from 1."""

    token: Token = field(default=Token("", 0, 0))
    position: int = 0


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to match a query word: these index terms, adjacent when there are several.

    `why` is one of "lemma", "verb", "part", "folded", "repair", "swedish", "synonym", "joined",
    "kin".
    """

    terms: tuple[str, ...]
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class QueryGroup:
    """A word of the query and all alternatives that match it, the best first.

    `stop`: a stop word (ja, missä), to be dropped if other words remain. `correction` is the word
    that was searched for instead, when the written one is unknown. `compound` has, for each part
    of a compound, the terms that it is found by; it is empty for other words.
    """

    word: str
    start: int
    end: int
    alternatives: tuple[Alternative, ...]
    stop: bool = False
    correction: str = ""
    compound: tuple[tuple[str, ...], ...] = ()


@dataclass
class QueryWord:
    """A word of a query while its alternatives are collected."""

    token: TokenTerms
    known: bool
    dotted: list[str] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    correction: str = ""

    @property
    def word(self) -> str:
        """Return the word in lower case, without hyphens at its ends."""
        return self.token.token.text.lower().strip("-")


class Vocabulary(Protocol):
    """What the index knows about its own words."""

    def counts(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return document frequencies of index terms; terms with none may be left out."""
        ...

    def near(self, word: str) -> Iterable[str]:
        """Return words of the texts (lower case, as written) that are similar to the given one."""
        ...


class Backend(Protocol):
    """A dictionary, which answers in Voikko's notation."""

    name: str
    dictionary: str  # two backends with the same dictionary give the same terms
    version: str

    def readings(self, word: str) -> list[str]:
        """Return the readings of a word in lower case; none for an unknown word."""
        ...
