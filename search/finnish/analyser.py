"""Index terms of texts, including those that only several words together give."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from .backends import best_backend, load_backend
from .lexicon import EMPTY, Lexicon
from .numbers import section_terms
from .suspended import suspended_terms
from .swedish import INSIDE, is_swedish, stem_swedish, swedish_parts
from .synonyms import SynonymPair, synonym_pairs
from .text import tokenise
from .types import Token, TokenTerms, WordTerms
from .words import WordAnalyser, sorted_terms

RULES = "4"  # raise it when the rules give other terms: the index is then rebuilt
FINNISH, SWEDISH = "fi", "sv"


class Analyser:
    """Analyser of Finnish texts: one for each lexicon, shared by all threads."""

    def __init__(self, words: WordAnalyser, lexicon: Lexicon = EMPTY) -> None:
        self.words = words
        self.lexicon = lexicon
        self.name = words.backend.name
        self.version = f"{words.backend.dictionary}-{RULES}-{lexicon.version}"

    @cached_property
    def same(self) -> list[SynonymPair]:
        """Return the synonyms of the lexicon in base forms, ready to be compared with queries."""
        return list(synonym_pairs(self.words, self.lexicon))

    def known(self, word: str) -> bool:
        """Return whether the dictionary or the editors' lexicon has the word in this form."""
        return self.words.known(word)

    def terms(self, word: str) -> WordTerms:
        """Return the index terms of a single word."""
        return self.words.terms(word)

    def analyse(self, text: str, language: str | None = None) -> list[TokenTerms]:
        """Return the terms of every word of a text, in order.

        `language`: "fi" or "sv" when the language of the whole text is known; otherwise it is
        detected for each paragraph (line).
        """
        tokens = tokenise(text)
        return [
            TokenTerms(t.lemmas, t.parts, t.verbs, t.roots, token, position)
            for position, (token, t) in enumerate(
                zip(tokens, self.terms_of(tokens, text, language), strict=True), start=1
            )
        ]

    def terms_of(
        self, tokens: Sequence[Token], text: str, language: str | None = None
    ) -> list[WordTerms]:
        """Return the terms of words that have been tokenised already."""
        terms = [
            self._swedish(token) if swedish else self.words.terms(token.text.lower())
            for token, swedish in zip(tokens, detect_swedish(tokens, text, language), strict=True)
        ]
        for index, more in {**section_terms(tokens), **suspended_terms(tokens, self.words)}.items():
            terms[index] = merge_terms(terms[index], more)
        return terms

    def _swedish(self, token: Token) -> WordTerms:
        """Return the stem of a word in a Swedish text, and its Finnish lemmas, such as a name's."""
        word = token.text.lower()
        parts = tuple(INSIDE + part for part in swedish_parts(word))
        own = WordTerms((stem_swedish(word),), parts)
        return merge_terms(own, self.words.terms(word) if self.known(word) else WordTerms((word,)))


def detect_swedish(tokens: Sequence[Token], text: str, language: str | None) -> list[bool]:
    """Return for every word whether it is in a Swedish paragraph."""
    if language in (FINNISH, SWEDISH):
        return [language == SWEDISH] * len(tokens)
    found: list[bool] = []
    start, swedish = 0, False
    for index, token in enumerate(tokens, start=1):
        if index == len(tokens) or "\n" in text[token.end : tokens[index].start]:
            swedish = is_swedish([t.text.lower() for t in tokens[start:index]], swedish)
            found += [swedish] * (index - start)
            start = index
    return found


def merge_terms(terms: WordTerms, more: WordTerms) -> WordTerms:
    return sorted_terms(
        terms.lemmas + more.lemmas, terms.parts + more.parts, terms.verbs + more.verbs
    )


@lru_cache(16)
def load_words(backend: str, models: tuple[tuple[str, str], ...]) -> WordAnalyser:
    chosen = load_backend(backend) if backend else best_backend()
    if chosen is None:
        raise LookupError(f"The dictionary {backend} is not installed.")
    return WordAnalyser(chosen, models)


@lru_cache(64)
def active_analyser(lexicon: Lexicon = EMPTY, backend: str = "") -> Analyser:
    """Return the analyser with the named dictionary, or with the best one available."""
    return Analyser(load_words(backend, lexicon.models), lexicon)
