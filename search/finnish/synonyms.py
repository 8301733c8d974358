"""Synonyms and abbreviations of the lexicon, added to the words of a query."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .stopwords import is_stop_word
from .text import tokenise
from .types import Alternative

if TYPE_CHECKING:
    from .analyser import Analyser
    from .query import Draft

WEIGHT = 0.5


@dataclass(frozen=True)
class Word:
    """A word of an entry: its base forms, and the one to look for."""

    lemmas: frozenset[str]
    lemma: str
    stop: bool


Pair = tuple[list[Word], list[Word]]


def add_synonyms(analyser: Analyser, drafts: Sequence[Draft]) -> None:
    """Gives each word of the query, or each run of words, what the editors hold for the same."""
    counting = [one for one in drafts if not is_stop_word(one.word)]
    for words, other in analyser.same:
        telling = [word for word in words if not word.stop]
        for start in range(len(counting) - len(telling) + 1):
            run = counting[start : start + len(telling)]
            if telling and all(map(meets, run, telling)):
                for one in run:
                    one.ways += ways_to(other)


def synonym_terms(analyser: Analyser, terms: Collection[str]) -> set[str]:
    """What may be added to a query of these terms."""
    return {
        term
        for words, other in analyser.same
        if any(not word.lemmas.isdisjoint(terms) for word in words)
        for way in ways_to(other)
        for term in way.terms
    }


def meets(one: Draft, word: Word) -> bool:
    """Is the word of the query, as it was meant, this one?"""
    return any(way.weight == 1 and way.terms[0] in word.lemmas for way in one.ways)


def pairs(analyser: Analyser) -> Iterator[Pair]:
    """Every entry in both directions."""
    lexicon = analyser.lexicon
    for one, other in (*lexicon.synonyms, *lexicon.abbreviations):
        first, second = words_of(analyser, one), words_of(analyser, other)
        yield first, second
        yield second, first


def words_of(analyser: Analyser, text: str) -> list[Word]:
    return [word_of(analyser, token.text) for token in tokenise(text)]


def word_of(analyser: Analyser, text: str) -> Word:
    bare = text.lower().strip("-")
    lemmas = analyser.terms(text).lemmas if analyser.known(text) else (bare,)
    return Word(frozenset(lemmas), bare if bare in lemmas else lemmas[0], is_stop_word(bare))


def ways_to(words: Sequence[Word]) -> list[Alternative]:
    """One word in any of its base forms; several in a row, as they stand in the entry."""
    if len(words) == 1:
        return [Alternative((lemma,), WEIGHT, "synonym") for lemma in sorted(words[0].lemmas)]
    return [Alternative(tuple(word.lemma for word in words), WEIGHT, "synonym")] if words else []
