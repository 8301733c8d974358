"""Words in binary data of an unknown format."""

from .pictures import list_strings
from .report import FileReport

MOST_BYTES = 20_000_000


def report_binary(
    content: bytes, kind: str, report: FileReport, *place: tuple[str, object]
) -> None:
    """Report everything in the bytes that reads as words, in one- or two-byte characters."""
    words = list_strings(content[:MOST_BYTES])
    report.note(kind, "\n".join(words), *place)
