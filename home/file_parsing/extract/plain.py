"""Plain text and CSV, in whatever encoding they were saved."""

import codecs
from collections.abc import Iterable, Iterator
from typing import NotRequired, TypedDict

PART = 3_000  # characters, about a printed page
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class ExtractedPage(TypedDict):
    """The text of a page, slide, sheet or part; for a PDF also how much of it is a picture."""

    text: str
    scan: NotRequired[bool]
    pictured: NotRequired[bool]
    partly: NotRequired[bool]


def extract_plain(content: bytes) -> Iterator[ExtractedPage]:
    """Yield the text in parts of about a page."""
    yield from split_into_parts(decode_text(content).splitlines())


def decode_text(content: bytes) -> str:
    """Return the text, decoded by its byte order mark, else as UTF-8, else as Windows-1252."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def split_into_parts(paragraphs: Iterable[str]) -> Iterator[ExtractedPage]:
    """Yield the text in parts of about a page, split between paragraphs where possible."""
    kept: list[str] = []
    length = 0
    for paragraph in paragraphs:
        for start in range(0, max(len(paragraph), 1), PART):
            piece = paragraph[start : start + PART]
            if kept and length + len(piece) > PART:
                yield {"text": "\n".join(kept)}
                kept, length = [], 0
            kept.append(piece)
            length += len(piece) + 1
    yield {"text": "\n".join(kept)}
