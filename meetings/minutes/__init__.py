"""Parser of the minutes that secretaries write, in Word or as text: agenda items and decisions.

Pure: no Django, no database. `read_docx` and `read_text` return `Minutes`; lines that were not
understood are in its `leftovers`, so that no word of the source is lost.
"""

from .lines import Line, lines_of_text
from .reading import parse_minutes
from .records import Minutes, MinutesItem
from .word import lines_of_docx

__all__ = ["Line", "Minutes", "MinutesItem", "read_docx", "read_text"]


def read_docx(content: bytes) -> Minutes:
    """Return the minutes in a Word file; raise Trouble of `file_parsing.extract` if unreadable."""
    return parse_minutes(lines_of_docx(content))


def read_text(text: str) -> Minutes:
    """Return the minutes in pasted text."""
    return parse_minutes(lines_of_text(text))
