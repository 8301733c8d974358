"""The index terms of texts."""

from functools import lru_cache

from .backends import backend_of, best_backend
from .lexicon import EMPTY, Lexicon
from .query import Queries
from .text import normalise, tokenise
from .types import TokenTerms, WordTerms
from .words import Words

RULES = "1"  # raise it when the rules give other terms: the index is then made anew


class Analyser(Queries):
    """Finnish for the search: one for each lexicon, shared by all threads."""

    def __init__(self, words: Words, lexicon: Lexicon = EMPTY) -> None:
        self.words = words
        self.lexicon = lexicon
        self.name = words.backend.name
        dictionary = "snowball" if self.name == "snowball" else "voikko"
        self.version = f"{dictionary}-{RULES}-{lexicon.version}"

    def terms(self, word: str) -> WordTerms:
        """The index terms of a single word."""
        return self.words.terms(word)

    def known(self, word: str) -> bool:
        """Does the dictionary, or the editors' lexicon, know the word in this form?"""
        return bool(self.words.readings(normalise(word).lower()))

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


@lru_cache(16)
def words_of(backend: str, models: tuple[tuple[str, str], ...]) -> Words:
    chosen = backend_of(backend) if backend else best_backend()
    if chosen is None:
        raise LookupError(f"The dictionary {backend} is not installed.")
    return Words(chosen, models)


@lru_cache(64)
def active_analyser(lexicon: Lexicon = EMPTY, backend: str = "") -> Analyser:
    """The analyser on the best dictionary there is, or on the named one."""
    return Analyser(words_of(backend, lexicon.models), lexicon)
