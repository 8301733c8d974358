"""The index terms of words and texts."""

from collections.abc import Iterator
from functools import lru_cache

from .backends import backend_of, best_backend
from .fst import Reading, joined, parse
from .lexicon import EMPTY, Lexicon
from .query import Queries
from .text import normalise, tokenise
from .types import Backend, TokenTerms, WordTerms
from .unknown import bases

RULES = "1"  # raise it when the rules below give other terms: the index is then made anew
LONGEST_TERM = 64
REMEMBERED = 30_000  # words


class Analyser(Queries):
    """Finnish for the search: one for each lexicon, shared by all threads."""

    def __init__(self, backend: Backend, lexicon: Lexicon = EMPTY) -> None:
        self.backend = backend
        self.lexicon = lexicon
        self.name = backend.name
        dictionary = "snowball" if backend.name == "snowball" else "voikko"
        self.version = f"{dictionary}-{RULES}-{lexicon.version}"
        self.terms = lru_cache(REMEMBERED)(self._terms)
        self.readings = lru_cache(REMEMBERED)(self._readings)

    def known(self, word: str) -> bool:
        """Does the dictionary, or the editors' lexicon, know the word in this form?"""
        return bool(self.readings(normalise(word).lower()))

    def analyse(self, text: str, language: str | None = None) -> list[TokenTerms]:
        """The terms of every word of a text, in order."""
        # language: "fi", "sv" or None to look at each paragraph
        return [
            TokenTerms(*self._fields(token.text), token=token, position=position)
            for position, token in enumerate(tokenise(text), start=1)
        ]

    def _fields(self, word: str):
        terms = self.terms(word)
        return terms.lemmas, terms.parts, terms.verbs

    def _readings(self, word: str) -> tuple[Reading, ...]:
        found = filter(None, map(parse, self.backend.readings(word)))
        return tuple(sorted(found, key=lambda reading: (len(reading.pieces), reading.lemma)))

    def _terms(self, word: str) -> WordTerms:
        word = normalise(word).lower()
        if len(word) > LONGEST_TERM:
            return WordTerms((word[:LONGEST_TERM],))
        if readings := self.readings(word):
            return known_terms(readings)
        bare = word.strip("-")
        if bare != word:
            return self.terms(bare)
        return WordTerms(bases(word))


def known_terms(readings: tuple[Reading, ...]) -> WordTerms:
    lemmas = dict.fromkeys(reading.lemma for reading in readings)
    plainest = [r for r in readings if is_plainest(r, readings)]
    parts = dict.fromkeys(part for reading in plainest for part in parts_of(reading))
    verbs = dict.fromkeys(r.verb for r in readings if r.verb)
    return WordTerms(
        tuple(lemmas),
        tuple(part for part in parts if part not in lemmas),
        tuple(verb for verb in verbs if verb not in lemmas and verb not in parts),
    )


def is_plainest(reading: Reading, others: tuple[Reading, ...]) -> bool:
    """Has no other reading with the same base form fewer parts?"""
    return all(
        len(reading.pieces) <= len(other.pieces) for other in others if other.lemma == reading.lemma
    )


def parts_of(reading: Reading) -> Iterator[str]:
    """Every word that stands in a compound: its pieces, and those next to each other together."""
    pieces = reading.pieces
    for start in range(len(pieces)):
        yield from pieces[start].listed
        for end in range(start + 1, len(pieces) + 1):
            if end - start < len(pieces):
                yield joined(pieces[start:end])


@lru_cache(8)
def active_analyser(lexicon: Lexicon = EMPTY, backend: str = "") -> Analyser:
    """The analyser on the best dictionary there is, or on the named one."""
    chosen = backend_of(backend) if backend else best_backend()
    if chosen is None:
        raise LookupError(f"The dictionary {backend} is not installed.")
    return Analyser(chosen, lexicon)
