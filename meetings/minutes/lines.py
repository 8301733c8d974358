"""The text of a document as lines, without its layout."""

import re
from dataclasses import dataclass

from home.file_parsing.extract.trouble import TooBig
from home.incoming.text import clean_text

MOST_CHARACTERS = 1_000_000

SPACES = re.compile(r"[^\S\n]+")
BULLETS = "•◦▪●–—-*·"
BULLET = re.compile(rf"^[{re.escape(BULLETS)}]\s+(?=\S)")


@dataclass(frozen=True)
class Line:
    """A paragraph, a list item or a row of a table.

    `heading` is the level of a heading or 0; `number` what Word counts by itself, such as "3." or
    "2 §"; `cells` the cells of a table row; `place` where outside the body it stood, in words.
    """

    text: str
    heading: int = 0
    number: str = ""
    bold: bool = False
    bullet: bool = False
    cells: tuple[str, ...] = ()
    place: str = ""

    @property
    def whole(self) -> str:
        """Return the text preceded by its number, as a reader of the document sees it."""
        return f"{self.number} {self.text}".strip()


def clean_words(text: str) -> str:
    """Return the text in composed letters (NFC), with plain spaces and nothing invisible."""
    return SPACES.sub(" ", clean_text(text)).strip()


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of pasted text; a line with tabs is a row of a table."""
    if len(text) > MOST_CHARACTERS:
        raise TooBig
    found = []
    for raw in clean_text(text).split("\n"):
        cells = tuple(clean_words(cell) for cell in raw.strip().split("\t"))
        words = clean_words(raw)
        if not words:
            continue
        if len([cell for cell in cells if cell]) > 2:
            found.append(Line(words, cells=cells))
        elif bullet := BULLET.match(words):
            found.append(Line(words[bullet.end() :], bullet=True))
        else:
            found.append(Line(words))
    return found
