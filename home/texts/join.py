"""Text as it was meant: without the marks and line ends of a printed page. Pure functions."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial

Known = Callable[[str], bool]  # is this a word, in whatever form and case?

# What ends a line inside a word: PDF readers write U+FFFE or U+0002 for a hyphen and its line end.
LINE_END_HYPHEN = re.compile(
    r"(?P<left>[^\W\d_]+)"
    r"(?:[\ufffe\x02]\s*|[-\u2010\u00ad\u00ac][^\S\n]*\n\s*)"
    r"(?P<right>\w+)"
)
MOST_BREAKS = 3  # in one word, in a very narrow column
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF])
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "‐": "-", "‑": "-"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r" ?\n(?: ?\n)+ ?")
CONJUNCTIONS = {"ja", "tai", "sekä", "että", "eli", "vai", "och", "eller", "samt", "and", "or"}
VOWELS = "aeiouyåäö"


def tidy(text: str, known: Known | None = None) -> str:
    """The text with words whole again; what a database or a reader cannot take is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(MOST_BREAKS):
        text = LINE_END_HYPHEN.sub(partial(joined, known), text)
    text = text.translate(INVISIBLE | {ord(key): value for key, value in LIGATURES.items()})
    text = unicodedata.normalize("NFC", CONTROL.sub(" ", text))
    return EMPTY_LINES.sub("\n\n", SPACES.sub(" ", text)).replace(" \n", "\n").strip()


def joined(known: Known | None, match: re.Match) -> str:
    """Two halves of a word from two lines, as one word, with a hyphen, or apart."""
    left, right = match["left"], match["right"]
    if right in CONJUNCTIONS:
        return f"{left}- {right}"
    if not right[0].islower():
        return f"{left}-{right}"
    whole, hyphened = left + right, f"{left}-{right}"
    if left[-1].lower() == right[0] and right[0] in VOWELS:
        return hyphened  # toiminta-avustus: no syllable ends between two equal vowels
    if known and not known(whole) and known(hyphened):
        return hyphened
    return whole
