"""Spelling correction of unknown words: missing dots and typing errors."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice, product

from rapidfuzz.distance import OSA

from .text import fold

DOTTED = {"a": "ä", "o": "ö"}
LETTERS = "aeiouyäöbcdfghjklmnprstv"
MOST_VOWELS = 7  # up to so many, every way to dot them is tried
MOST_VARIANTS = 600
LONGEST_SLIP = 20  # letters; in longer words no typing errors are corrected
LONG_WORD = 8  # letters; from this length on, two typing errors may be corrected


def dotted_variants(word: str) -> Iterator[str]:
    """Return the word with dots on some of its a and o, first on all of them."""
    places = [place for place, letter in enumerate(word) if letter in DOTTED]
    return islice((add_dots(word, chosen) for chosen in dot_choices(places)), MOST_VARIANTS)


def dot_choices(places: list[int]) -> Iterator[Iterable[int]]:
    """Yield the positions to dot: all, by vowel harmony, or those of some parts of a compound."""
    if len(places) <= MOST_VOWELS:
        for chosen in product((True, False), repeat=len(places)):
            if any(chosen):
                yield [place for place, yes in zip(places, chosen, strict=True) if yes]
        return
    runs = [places[a:b] for a, b in combinations(range(len(places) + 1), 2)]
    yield from sorted(runs, key=len, reverse=True)
    for first, second in combinations(runs, 2):
        if first[-1] < second[0]:
            yield first + second


def add_dots(word: str, places: Iterable[int]) -> str:
    letters = list(word)
    for place in places:
        letters[place] = DOTTED[letters[place]]
    return "".join(letters)


def one_edit_away(word: str) -> Iterator[str]:
    """Yield every word with one letter inserted, deleted, replaced or transposed."""
    if len(word) > LONGEST_SLIP:
        return
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def edit_distance(word: str, other: str) -> int:
    """Return the edit distance (OSA); missing dots do not count."""
    return OSA.distance(fold(word), fold(other))


def nearest_words(word: str, others: Iterable[str], frequency: Callable[[str], float]) -> list[str]:
    """Return the words within one edit, or two of a long word: by distance, then by frequency."""
    allowed = 2 if len(word) >= LONG_WORD else 1
    found = {other: edit_distance(word, other) for other in others if other != word}
    close = [other for other, slips in found.items() if slips <= allowed]
    return sorted(close, key=lambda o: (found[o], o[:1] != word[:1], -frequency(o), o))
