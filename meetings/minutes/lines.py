"""A paper as lines: what is left of it when its looks are forgotten."""

import re
from dataclasses import dataclass

from home.texts.extract.trouble import TooBig

MOST_CHARACTERS = 1_000_000

SPACES = re.compile(r"[^\S\n]+")
# What stands for nothing: soft hyphens, joiners, marks of the byte order and of direction.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
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
    """The text with plain spaces and nothing invisible."""
    return SPACES.sub(" ", text.translate(INVISIBLE)).strip()


def lines_of_text(text: str) -> list[Line]:
    """The lines of pasted text; a line of tabs is a row of a table."""
    if len(text) > MOST_CHARACTERS:
        raise TooBig
    found = []
    for raw in re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text.replace("\x00", "")):
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
