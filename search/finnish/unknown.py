"""What can be said of a word that no dictionary knows: foreign names, new words, slips."""

import re
from collections.abc import Iterator

SHORTEST_BASE = 3
# Case endings after which a base may be left, the longer first; `i` links them to a consonant.
ENDINGS = (
    *("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "ttä", "tta"),
    *("seen", "aan", "een", "iin", "oon", "uun", "yyn", "ään", "öön"),
    *("han", "hen", "hin", "hon", "hun", "hyn", "hän", "hön"),
    *("na", "nä", "ta", "tä", "n", "t", "a", "ä"),
)
ILLATIVE = re.compile(r"([aeiouyäö])\1n$")
PARTITIVE = re.compile(r"[eiouy][aä]$|[^aeiouyäö][aä]$")


def bases(word: str) -> tuple[str, ...]:
    """The word and every base form that it could be an inflected form of."""
    found = dict.fromkeys([word, *(base for base in cut(word) if len(base) >= SHORTEST_BASE)])
    return tuple(found)


def cut(word: str) -> Iterator[str]:
    for ending in ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from stems(stem, ending)


def stems(stem: str, ending: str) -> Iterator[str]:
    """What stood in front of the ending: a vowel of the illative comes back, a linking i goes."""
    if len(ending) == 3 and ending[0] == ending[1]:
        yield stem + ending[0]
    else:
        yield stem
    if ending in ("iin",):
        yield stem
    elif stem.endswith("i") and stem[-2:-1] not in set("aeiouyäö"):
        yield stem[:-1]
