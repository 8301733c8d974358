"""A paper as lines: what is left of it when its looks are forgotten."""

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
    """A paragraph, a point of a list or a row of a table.

    `heading` is the level of a heading or 0; `number` what Word counts by itself, such as
    "3." or "2 §"; `cells` the cells of a row of a table; `place` where it stands, in words.
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
        """The text with the number in front, as a reader of the paper sees it."""
        return f"{self.number} {self.text}".strip()


def clean(text: str) -> str:
    """Return the text in composed letters, with plain spaces and nothing invisible."""
    return SPACES.sub(" ", clean_text(text)).strip()


def lines_of_text(text: str) -> list[Line]:
    """The lines of pasted text; a line of tabs is a row of a table."""
    if len(text) > MOST_CHARACTERS:
        raise TooBig
    found = []
    for raw in clean_text(text).split("\n"):
        cells = tuple(clean(cell) for cell in raw.strip().split("\t"))
        words = clean(raw)
        if not words:
            continue
        if len([cell for cell in cells if cell]) > 2:
            found.append(Line(words, cells=cells))
        elif bullet := BULLET.match(words):
            found.append(Line(words[bullet.end() :], bullet=True))
        else:
            found.append(Line(words))
    return found
