"""Synonyms and abbreviations of the lexicon, added to the words of a query."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .lexicon import Lexicon
from .stopwords import is_stop_word
from .text import tokenise
from .types import Alternative, QueryWord
from .words import WordAnalyser

WEIGHT = 0.5


@dataclass(frozen=True)
class SynonymWord:
    """A word of an entry: its base forms, and the one to search for."""

    lemmas: frozenset[str]
    lemma: str
    stop: bool


SynonymPair = tuple[list[SynonymWord], list[SynonymWord]]


def add_synonyms(synonyms: Sequence[SynonymPair], query: Sequence[QueryWord]) -> None:
    """Add the editors' synonyms to each word of the query, or each run of words."""
    candidates = [one for one in query if not is_stop_word(one.word)]
    for words, other in synonyms:
        significant = [word for word in words if not word.stop]
        for start in range(len(candidates) - len(significant) + 1):
            run = candidates[start : start + len(significant)]
            if significant and all(map(matches_word, run, significant)):
                for one in run:
                    one.alternatives += synonym_alternatives(other)


def synonym_terms(synonyms: Sequence[SynonymPair], terms: Collection[str]) -> set[str]:
    """Return what may be added to a query of these terms."""
    return {
        term
        for words, other in synonyms
        if any(not word.lemmas.isdisjoint(terms) for word in words)
        for alternative in synonym_alternatives(other)
        for term in alternative.terms
    }


def matches_word(one: QueryWord, word: SynonymWord) -> bool:
    """Return whether the word of the query, as it was meant, is this one."""
    return any(
        alternative.weight == 1 and alternative.terms[0] in word.lemmas
        for alternative in one.alternatives
    )


def synonym_pairs(words: WordAnalyser, lexicon: Lexicon) -> Iterator[SynonymPair]:
    """Yield every entry of the lexicon in both directions."""
    for one, other in (*lexicon.synonyms, *lexicon.abbreviations):
        first, second = entry_words(words, one), entry_words(words, other)
        yield first, second
        yield second, first


def entry_words(words: WordAnalyser, text: str) -> list[SynonymWord]:
    """Return the words of one side of an entry."""
    return [entry_word(words, token.text) for token in tokenise(text)]


def entry_word(words: WordAnalyser, text: str) -> SynonymWord:
    """Return a word of an entry in its base forms; an unknown one as it is written."""
    bare = text.lower().strip("-")
    lemmas = words.terms(text).lemmas if words.known(text) else (bare,)
    return SynonymWord(frozenset(lemmas), bare if bare in lemmas else lemmas[0], is_stop_word(bare))


def synonym_alternatives(words: Sequence[SynonymWord]) -> list[Alternative]:
    """Return alternatives for an entry: one word in any base form, several as a phrase."""
    if len(words) == 1:
        return [Alternative((lemma,), WEIGHT, "synonym") for lemma in sorted(words[0].lemmas)]
    return [Alternative(tuple(word.lemma for word in words), WEIGHT, "synonym")] if words else []
