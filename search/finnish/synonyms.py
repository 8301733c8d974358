"""Synonyms and abbreviations of the lexicon, added to the words of a query."""

from collections.abc import Iterator

from .stopwords import is_stop_word
from .text import tokenise
from .types import Alternative

WEIGHT = 0.5
Phrase = tuple[frozenset[str], ...]  # the base forms of each word that counts


def add_synonyms(analyser, drafts) -> None:
    """Gives each word of the query, or each run of words, what the editors hold for the same."""
    counting = [one for one in drafts if not is_stop_word(one.word)]
    for phrase, other in pairs(analyser):
        for start in range(len(counting) - len(phrase) + 1):
            run = counting[start : start + len(phrase)]
            if all(meets(one, lemmas) for one, lemmas in zip(run, phrase, strict=True)):
                for one in run:
                    one.ways += other


def meets(one, lemmas: frozenset[str]) -> bool:
    """Is the word of the query, as it was meant, one of these?"""
    return any(way.weight == 1 and way.terms[0] in lemmas for way in one.ways)


def pairs(analyser) -> Iterator[tuple[Phrase, list[Alternative]]]:
    """Every entry in both directions: words, and the ways to meet the other side."""
    lexicon = analyser.lexicon
    for one, other in (*lexicon.synonyms, *lexicon.abbreviations):
        first, second = phrase_of(analyser, one), phrase_of(analyser, other)
        if first and second:
            yield first, ways_to(second)
            yield second, ways_to(first)


def phrase_of(analyser, text: str) -> Phrase:
    words = [token.text for token in tokenise(text) if not is_stop_word(token.text)]
    return tuple(
        frozenset(analyser.terms(word).lemmas if analyser.known(word) else [word]) for word in words
    )


def ways_to(phrase: Phrase) -> list[Alternative]:
    """One word in any of its base forms; of several words, the first base form of each."""
    if len(phrase) == 1:
        return [Alternative((lemma,), WEIGHT, "synonym") for lemma in sorted(phrase[0])]
    return [Alternative(tuple(min(lemmas) for lemmas in phrase), WEIGHT, "synonym")]
