"""Synonyms and abbreviations of the lexicon, added to the words of a query."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .lexicon import Lexicon
from .stopwords import is_stop_word
from .text import tokenise
from .types import Alternative, QueryWord
from .words import Words

WEIGHT = 0.5


@dataclass(frozen=True)
class Word:
    """A word of an entry: its base forms, and the one to search for."""

    lemmas: frozenset[str]
    lemma: str
    stop: bool


Pair = tuple[list[Word], list[Word]]


def add_synonyms(synonyms: Sequence[Pair], query: Sequence[QueryWord]) -> None:
    """Add the editors' synonyms to each word of the query, or each run of words."""
    counting = [one for one in query if not is_stop_word(one.word)]
    for words, other in synonyms:
        telling = [word for word in words if not word.stop]
        for start in range(len(counting) - len(telling) + 1):
            run = counting[start : start + len(telling)]
            if telling and all(map(meets, run, telling)):
                for one in run:
                    one.ways += ways_to(other)


def synonym_terms(synonyms: Sequence[Pair], terms: Collection[str]) -> set[str]:
    """Return what may be added to a query of these terms."""
    return {
        term
        for words, other in synonyms
        if any(not word.lemmas.isdisjoint(terms) for word in words)
        for way in ways_to(other)
        for term in way.terms
    }


def meets(one: QueryWord, word: Word) -> bool:
    """Return whether the word of the query, as it was meant, is this one."""
    return any(way.weight == 1 and way.terms[0] in word.lemmas for way in one.ways)


def pairs(words: Words, lexicon: Lexicon) -> Iterator[Pair]:
    """Yield every entry of the lexicon in both directions."""
    for one, other in (*lexicon.synonyms, *lexicon.abbreviations):
        first, second = words_of(words, one), words_of(words, other)
        yield first, second
        yield second, first


def words_of(words: Words, text: str) -> list[Word]:
    """Return the words of one side of an entry."""
    return [word_of(words, token.text) for token in tokenise(text)]


def word_of(words: Words, text: str) -> Word:
    """Return a word of an entry in its base forms; an unknown one as it is written."""
    bare = text.lower().strip("-")
    lemmas = words.terms(text).lemmas if words.known(text) else (bare,)
    return Word(frozenset(lemmas), bare if bare in lemmas else lemmas[0], is_stop_word(bare))


def ways_to(words: Sequence[Word]) -> list[Alternative]:
    """Return alternatives for an entry: one word in any base form, several as a phrase."""
    if len(words) == 1:
        return [Alternative((lemma,), WEIGHT, "synonym") for lemma in sorted(words[0].lemmas)]
    return [Alternative(tuple(word.lemma for word in words), WEIGHT, "synonym")] if words else []
