"""What pages expose to the search, which knows these attributes but not the page models."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .file_text.pages import texts_of
from .text.content import files_among, own_pieces
from .text.redaction import public_text, redact

HEADING = re.compile(r"<h[234][^>]*>(.*?)</h[234]>", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A part of a page that is found on its own: a chapter, an agenda item, a page of a file.

    `address` is "" for the page itself, "#3" for an anchor on it, or the URL of a file. For a
    section with an `answer`, the search shows the current value of that key in the page's
    `answers`.
    """

    text: str
    title: str = ""
    address: str = ""
    file: str = ""
    file_page: int | None = None
    language: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Findable:
    """A page as the search stores it. With `topic`, other pages can be filtered by it (`about`)."""

    kind: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    date: datetime.date | None = None
    about: tuple[int, ...] = ()
    results: tuple[str, ...] = ()
    topic: bool = False


@dataclass(frozen=True)
class Answer:
    """The current facts of a seat: its name, its holder, where to read more and where to write.

    The addresses are relative to that of the page that answers.
    """

    title: str
    lines: tuple[str, ...]
    address: str = ""
    contact: str = ""


def body_sections(stream) -> Iterator[Section]:
    """Yield the sections of a stream value, split at its headings."""
    title, texts = "", []
    for heading, text in pieces(stream):
        if heading and any(texts):
            yield Section("\n".join(texts), title)
            texts = []
        title = heading or title
        texts.append(text)
    if title or any(texts):
        yield Section("\n".join(texts), title)


def pieces(stream) -> Iterator[tuple[str, str]]:
    """Yield the texts of the blocks in order, each with its leading heading or ""."""
    for block in stream:
        if block.block_type == "text":
            yield from chapters(block.value.source)
        else:
            texts = block.block.get_searchable_content(block.value)
            yield "", "\n".join(str(text) for text in texts)


def chapters(html: str) -> Iterator[tuple[str, str]]:
    """Yield rich text split before each heading, as (heading, following text)."""
    before, *rest = HEADING.split(redact(html))
    if before.strip():
        yield "", public_text(before)
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        yield public_text(heading), public_text(text)


def linked_documents(thing) -> list:
    """Return the files that the content of a page, or of one row of it, attaches or links."""
    return files_among(own_pieces(thing))


def file_sections(document, title: str = "") -> Iterator[Section]:
    """Yield a section for each page of the file, or only its name while its text is unknown."""
    if document is None or document.withdrawn_at:
        return
    title = title or document.title
    pages = texts_of(document) or [None]
    for page in pages:
        is_pdf = page and document.file_extension.lower() == "pdf"
        yield Section(
            text=page.text if page else "",
            address=f"{document.url}#page={page.number}" if is_pdf else document.url,
            file=title,
            file_page=page.number if is_pdf else None,
            language=page.language if page else document.language,
        )


def files_once(documents: Iterable[tuple[object, str]]) -> Iterator[Section]:
    """Yield the sections of (file, name on the page) pairs, each file only once."""
    seen = set()
    for document, title in documents:
        if document and document.pk not in seen:
            seen.add(document.pk)
            yield from file_sections(document, title)
