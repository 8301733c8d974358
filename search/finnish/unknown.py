"""Base forms guessed for words outside the dictionary: foreign names, new words, misspellings."""

import re
from collections.abc import Iterator

SHORTEST_BASE = 3
VOWELS = "aeiouyäöåéü"
# An ending, and what must stand before it, if anything.
ENDING = re.compile(
    rf"^(?P<stem>.*[{VOWELS}])"
    r"(?:n|t|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|na|nä|ksi|tta|ttä|ta|tä|seen)$"
)
ILLATIVE = re.compile(rf"^(?P<stem>.*(?P<vowel>[{VOWELS}]))(?P=vowel)n$")
ILLATIVE_H = re.compile(rf"^(?P<stem>.*[{VOWELS}])h[{VOWELS}]n$")
PARTITIVE = re.compile(rf"^(?P<stem>.*[{VOWELS}])[aä]$")
PLURAL = re.compile(rf"^(?P<stem>.*[{VOWELS}])(?:ja|jä|ita|itä|jen|iden|itten)$|^(?P<i>.*)ien$")
PATTERNS = (ENDING, ILLATIVE, ILLATIVE_H, PARTITIVE, PLURAL)
CONSONANT_I = re.compile(rf"[^{VOWELS}]i$")
COLON = re.compile(r"^(.*[^:]):[a-zäåö]{1,6}$|^(.+)'[a-zäåö]{1,6}$")


def possible_base_forms(word: str) -> tuple[str, ...]:
    """Return the word and every base form that it could be an inflected form of."""
    stems = [match for pattern in PATTERNS if (match := pattern.match(word))]
    found = (base for match in stems for base in base_forms_of_stem(match["stem"] or match["i"]))
    return tuple(dict.fromkeys([word, *(base for base in found if len(base) >= SHORTEST_BASE)]))


def base_forms_of_stem(stem: str) -> Iterator[str]:
    """Return base forms that may have this stem; names ending in a consonant link with an i."""
    yield stem
    if CONSONANT_I.search(stem):
        yield stem[:-1]
    elif stem.endswith("kse"):
        yield stem[:-3] + "s"
    elif stem.endswith("se"):
        yield stem[:-2] + "nen"
    elif stem.endswith("ee"):
        yield stem[:-1] + "s"
    elif stem.endswith("i"):
        yield stem[:-1]
        if stem.endswith("ei"):
            yield stem[:-2]


def word_before_colon(word: str) -> str:
    """Return the word before a colon and an ending (STEA:n, EU:ssa); empty when there is none."""
    match = COLON.match(word)
    return (match[1] or match[2]) if match else ""
