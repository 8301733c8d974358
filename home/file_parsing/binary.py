"""Bytes of an unknown kind: the words and the files that can be seen in them."""

from .pictures import strings_of
from .report import Report

MOST_BYTES = 20_000_000


def report_binary(content: bytes, kind: str, report: Report, *place: tuple[str, object]) -> None:
    """Add whatever of the bytes reads as words, in letters of one or two bytes."""
    words = strings_of(content[:MOST_BYTES])
    report.note(kind, "\n".join(words), *place)
