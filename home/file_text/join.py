"""Undo the line breaks and hyphenation of printed pages in extracted text. Pure functions."""

import re
from collections.abc import Callable
from functools import partial

from home.incoming.text import clean_text

Known = Callable[[str], bool]  # returns whether this is a word, in any form and case

# A word split at a line end. PDF readers write U+FFFE or U+0002 for the hyphen and line end.
CUT_WORD = re.compile(
    r"(?P<left>[^\W\d_]+)(?:[\ufffe\x02]\s*|[-\u2010\u00ac][^\S\n]*\n\s*)(?P<right>\w+)"
)
NEXT_WORD = re.compile(r"\s+(\w+)")
SOFT_LINE_END = re.compile(r"\u00ad+[^\S\n]*\n\s*")
MOST_BREAKS = 3  # in one word, as in a very narrow column
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r" ?\n(?: ?\n)+ ?")
CONJUNCTIONS = {"ja", "tai", "sekä", "että", "eli", "vai", "och", "eller", "samt", "and", "or"}
VOWELS = "aeiouyåäö"
LONGER_THAN_A_SYLLABLE = 6


def tidy_text(text: str, known: Known | None = None) -> str:
    """Return the text with split words joined and without characters that cannot be stored."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = SOFT_LINE_END.sub("\x02", text).replace("\u00ad", "")
    for _ in range(MOST_BREAKS):
        text = CUT_WORD.sub(partial(join_halves, known), text)
    text = clean_text(CONTROL.sub(" ", text.replace("\ufffe", "")))
    return EMPTY_LINES.sub("\n\n", SPACES.sub(" ", text)).replace(" \n", "\n").strip()


def join_halves(known: Known | None, match: re.Match[str]) -> str:
    """Return the halves of a word split at a line end: joined, hyphenated or as two words."""
    left, right = match["left"], match["right"]
    whole, hyphened = left + right, f"{left}-{right}"
    if right in CONJUNCTIONS:
        ends_so = known and known(whole) and not shares_ending(left, match, known)
        return whole if ends_so else f"{left}- {right}"
    if not right[0].islower():
        return hyphened
    if left[-1].lower() == right[0] and right[0] in VOWELS:
        return hyphened  # toiminta-avustus: no syllable ends between two equal vowels
    return (
        whole if known is None or known(whole) or not is_compound_ending(right, known) else hyphened
    )


def shares_ending(left: str, match: re.Match[str], known: Known) -> bool:
    """Return whether the word after next has the same ending, as in tulo- ja meno|arvio."""
    following = NEXT_WORD.match(match.string, match.end())
    word = following[1] if following else ""
    ends = (word[cut:] for cut in range(3, len(word) - 3) if known(word[:cut]))
    return any(known(end) and known(left + end) for end in ends)


def is_compound_ending(text: str, known: Known) -> bool:
    """Return whether this is the last part of a compound (hyte-lautakunta), not just a syllable."""
    return len(text) >= LONGER_THAN_A_SYLLABLE and known(text)
