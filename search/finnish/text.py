"""Normalisation and tokenisation of texts."""

import re
import unicodedata

from .types import Token

# Invisible characters: soft hyphens, zero-width characters, marks of writing direction.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe"
HYPHENS = "\\-\u2010\u2011"
APOSTROPHES = "'\u2019\u02bc\u00b4"

LETTERS = rf"[^\W_]+(?:[{INVISIBLE}\u0300-\u036f]+[^\W_]*)*"
DATE = r"\d{4}-\d{2}-\d{2}(?!\w)"
NUMBER = rf"\d+(?:[.,]\d+)+(?!\w)|\d+(?=[{HYPHENS}]\d+(?!\w))"
WORD = rf"(?:(?<!\w)[{HYPHENS}](?=[^\W\d_]))?{LETTERS}(?:[{HYPHENS}{APOSTROPHES}:]{LETTERS})*"
SUSPENDED = rf"(?:(?<=[^\W\d_])[{HYPHENS}](?=[\s,/)]|$))?"
TOKEN = re.compile(rf"{DATE}|{NUMBER}|{WORD}{SUSPENDED}|§(?::\w+)?")

ONE_SPELLING = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
    }
)
HIDDEN = re.compile(f"[{INVISIBLE}]")


def normalise(text: str) -> str:
    """Normalise the text: composed letters, plain hyphens and quotes, no invisible characters."""
    if text.isascii():
        return text
    text = HIDDEN.sub("", text).translate(ONE_SPELLING)
    return unicodedata.normalize("NFC", text.replace("\ufb01", "fi").replace("\ufb02", "fl"))


def tokenise(text: str) -> list[Token]:
    """Return the words, numbers and section signs of a text, in order.

    A hyphen at either end is kept when the word is a suspended compound (sosiaali- ja, -neuvonta).
    """
    return [
        Token(normalise(match[0]), match.start(), match.end()) for match in TOKEN.finditer(text)
    ]


def fold(word: str) -> str:
    """Return the word without diacritics, as typed on a keyboard that has none."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
