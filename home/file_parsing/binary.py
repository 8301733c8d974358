"""Words in binary data of an unknown format."""

from .pictures import strings_of
from .report import Report

MOST_BYTES = 20_000_000


def report_binary(content: bytes, kind: str, report: Report, *place: tuple[str, object]) -> None:
    """Report everything in the bytes that reads as words, in one- or two-byte characters."""
    words = strings_of(content[:MOST_BYTES])
    report.note(kind, "\n".join(words), *place)
