"""Reads the minutes that secretaries write, in Word or as text, into matters and decisions.

Pure: no Django, no database. `read_docx` and `read_text` give `Minutes`; whatever was not
understood stands in its `leftovers`, and no word of the source is anywhere lost.
"""

from .lines import Line, lines_of_text
from .reading import read
from .records import Item, Minutes
from .word import lines_of_docx

__all__ = ["Item", "Line", "Minutes", "read_docx", "read_text"]


def read_docx(content: bytes) -> Minutes:
    """Return the minutes in a Word file; raise `file_parsing.extract` Trouble when it is none."""
    return read(lines_of_docx(content))


def read_text(text: str) -> Minutes:
    """The minutes in pasted text."""
    return read(lines_of_text(text))
