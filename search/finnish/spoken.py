"""Spoken Finnish as people write it, mapped to standard Finnish."""

import re
from collections.abc import Iterator

SHORTEST = 4  # letters; shorter words resemble too many others
# Each rule undoes one feature of spoken Finnish at one position of a word.
RULES = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"(?<=[aäoöu])(?=[nst])", "i"),  # punanen, semmosta, kirjottaa
        (r"(?<=n[uy])$", "t"),  # ottanu
        (r"(?<=k[i])$|(?<=kaa|kää)$", "n"),  # omistaki
        (r"(?<=\w\w)ee", "ea"),  # hirvee
        (r"(?<=\w\w)ee", "eä"),
        (r"(?<=\w\w)oo", "oa"),  # ainoo
        (r"(?<=\w\w)öö", "öä"),
        (r"(?<=\w\w)ii", "ia"),  # kaunii
        (r"(?<=\w\w)ii", "iä"),
        (r"(?<=\w\w)uu", "ua"),  # haluun
        (r"(?<=\w\w)yy", "yä"),
        (r"(?<=h)(?=e)", "d"),  # kahen
        (r"(?<=[aeouyäö]i)(?=[aä])", "d"),  # meiän
        (r"(?<=[aeiouyäö])tt(?=[aä])", "ts"),  # mettä
        (r"(?<=[aeiouyäö]s)$", "sa"),  # talos
        (r"(?<=[aeiouyäö]s)$", "sä"),
        (r"(?<=ks)$", "i"),  # miks
        (r"([hjklmnprstv])\1(?=([aeiouyäö])\2)", r"\1"),  # mikkään
    )
)


def standard_forms(word: str) -> Iterator[str]:
    """Return the standard forms that a spoken form may stand for, each with one feature undone."""
    for pattern, replacement in RULES:
        for match in pattern.finditer(word):
            if match.start() and len(word) >= SHORTEST:
                yield word[: match.start()] + match.expand(replacement) + word[match.end() :]
