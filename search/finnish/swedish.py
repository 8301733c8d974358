"""Swedish beside Finnish: detection of Swedish paragraphs, and stems of Swedish words."""

from functools import cache, lru_cache
from threading import Lock
from typing import Protocol

from snowballstemmer import stemmer

from .stopwords import FINNISH, SWEDISH

PREFIX = "sv:"
INSIDE = "sv~"  # prefix of possible parts of compounds, kept apart from whole words
# Function words of Swedish; those that are Finnish words too are left out.
COMMON = """
och att det den som är av för med till inte om ett har de från eller vid kan ska skall
också sig men var han hon hade vi du ni jag vad när där här hur man efter under mellan
mot utan genom över blir bli blev samt alla andra sin sitt sina vår våra deras denna detta
dessa på i åt upp ut in nu så då hos enligt inom kring även än
"""
DOUBTFUL = "de om i han hon kan man in sin var ni"  # may occur in other languages too
FUNCTION_WORDS = frozenset(COMMON.split())
DISTINCTIVE = FUNCTION_WORDS - frozenset(DOUBTFUL.split())
FINNISH_ALONE = frozenset(FINNISH.split()) - frozenset(SWEDISH.split())
SHARE = 0.06
SHORTEST_PART, SHORTEST_REST = 4, 3  # letters of a part and of the rest of the compound
LONGEST_COMPOUND = 40
FEW_WORDS = 10


def is_swedish(words: list[str], before: bool = False) -> bool:
    """Return whether a paragraph of these words (lower case) is Swedish.

    `before`: whether the previous paragraph was. A short paragraph without any distinctive word,
    such as a heading, follows it.
    """
    distinctive = sum(word in DISTINCTIVE for word in words)
    if not distinctive and len(words) < FEW_WORDS:
        return before and not any(word in FINNISH_ALONE for word in words)
    share = sum(word in FUNCTION_WORDS for word in words) / max(1, len(words))
    return bool(distinctive) and share > SHARE


class Stemmer(Protocol):
    """The part of a Snowball stemmer that is used here."""

    def stemWord(self, word: str) -> str: ...


@cache
def _stemmer(language: str) -> Stemmer:
    found: Stemmer = stemmer(language)
    return found


_lock = Lock()  # a stemmer keeps the current word as state


@lru_cache(10_000)
def _stem(language: str, word: str) -> str:
    with _lock:
        return _stemmer(language).stemWord(word)


def stem_swedish(word: str) -> str:
    """Return the index term of a Swedish word."""
    return PREFIX + _stem("swedish", word)


def swedish_parts(word: str) -> tuple[str, ...]:
    """Return possible parts of a Swedish compound: every longer beginning and end of its stem.

    Without a Swedish dictionary the true parts are unknown; the others are no words that anybody
    searches for. They come without a language prefix: a text has them inside, a query as words.
    """
    stem = stem_swedish(word).removeprefix(PREFIX)
    if not stem.isalpha() or len(stem) > LONGEST_COMPOUND:
        return ()
    cuts = range(SHORTEST_PART, len(stem) - SHORTEST_REST + 1)
    ends = (stem[-cut:] for cut in cuts)
    return (*(stem[:cut] for cut in cuts), *ends)


def stem_finnish(word: str) -> str:
    """Return the word without its ending, for installations without a dictionary."""
    return _stem("finnish", word)
