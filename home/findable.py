"""What pages expose to the search, which knows these attributes but not the page models."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .file_text.pages import list_page_texts_of
from .text.content import iterate_own_pieces, list_files_among
from .text.redaction import get_public_text, redact

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
class FactAnswer:
    """A direct answer above search results, with the fields of `search.protocols.PageAnswer`."""

    title: str
    lines: tuple[str, ...]
    address: str = ""
    contact: str = ""
    about: str = ""


def iterate_body_sections(stream) -> Iterator[Section]:
    """Yield the sections of a stream value, split at its headings."""
    title, texts = "", []
    for heading, text in iterate_texts(stream):
        if heading and any(texts):
            yield Section("\n".join(texts), title)
            texts = []
        title = heading or title
        texts.append(text)
    if title or any(texts):
        yield Section("\n".join(texts), title)


def iterate_texts(stream) -> Iterator[tuple[str, str]]:
    """Yield the texts of the blocks in order, each with its leading heading or ""."""
    for block in stream:
        if block.block_type == "text":
            yield from iterate_chapters(block.value.source)
        else:
            texts = block.block.get_searchable_content(block.value)
            yield "", "\n".join(str(text) for text in texts)


def iterate_chapters(html: str) -> Iterator[tuple[str, str]]:
    """Yield rich text split before each heading, as (heading, following text)."""
    before, *rest = HEADING.split(redact(html))
    if before.strip():
        yield "", get_public_text(before)
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        yield get_public_text(heading), get_public_text(text)


def list_linked_documents(obj) -> list:
    """Return the files that the content of a page, or of one row of it, attaches or links."""
    return list_files_among(iterate_own_pieces(obj))


def iterate_file_sections(document, title: str = "") -> Iterator[Section]:
    """Yield a section for each page of the file, or only its name while its text is unknown."""
    if document is None or document.withdrawn_at:
        return
    title = title or document.title
    pages = list_page_texts_of(document) or [None]
    for page in pages:
        is_pdf = page and document.file_extension.lower() == "pdf"
        yield Section(
            text=page.text if page else "",
            address=f"{document.url}#page={page.number}" if is_pdf else document.url,
            file=title,
            file_page=page.number if is_pdf else None,
            language=page.language if page else document.language,
        )


def iterate_sections_once(documents: Iterable[tuple[object, str]]) -> Iterator[Section]:
    """Yield the sections of (file, name on the page) pairs, each file only once."""
    seen = set()
    for document, title in documents:
        if document and document.pk not in seen:
            seen.add(document.pk)
            yield from iterate_file_sections(document, title)
