"""Text of Word, PowerPoint and OpenDocument files, in the order of their XML."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol
from zipfile import ZipFile

from defusedxml.ElementTree import XMLParser

from . import seen
from .archive import open_archive, read_part
from .plain import ExtractedPage, split_into_parts
from .trouble import Damaged, Encrypted


@dataclass(frozen=True)
class Dialect:
    """Which XML elements contain text, what is added after them, and which are skipped."""

    words: frozenset[str]
    after: dict[str, str]
    left_out: frozenset[str]
    page: str = ""


# Deleted text is in w:delText; the fallback of a text box repeats its text.
MICROSOFT = Dialect(
    words=frozenset({"w:t", "a:t"}),
    after=dict.fromkeys(("w:p", "w:br", "w:cr", "a:p", "a:br"), "\n")
    | {"w:tab": " ", "w:tc": " ", "w:noBreakHyphen": "-"},
    left_out=frozenset({"mc:Fallback", "w:moveFrom"}),
)
OPEN = Dialect(
    words=frozenset({"text:p", "text:h"}),
    after=dict.fromkeys(("text:p", "text:h", "text:line-break"), "\n")
    | {"text:s": " ", "text:tab": " "},
    left_out=frozenset({"text:tracked-changes"}),
)

PREFIXES = (
    ("wordprocessingml", "w"),
    ("drawingml", "a"),
    ("markup-compatibility", "mc"),
    ("opendocument:xmlns:text", "text"),
    ("opendocument:xmlns:drawing", "draw"),
    ("opendocument:xmlns:table", "table"),
)
WORD_PARTS = re.compile(r"word/(?:(document)\d*|(footnotes|endnotes)|(?:header|footer)\d*)\.xml")
WORD_STYLES = "word/styles.xml"
KEY_OF_A_PART = "relationships}id"


def extract_docx(content: bytes) -> Iterator[ExtractedPage]:
    """Yield the body, then notes, then headers and footers; comments are not read."""
    with open_archive(content) as archive:
        found = [match for name in archive.namelist() if (match := WORD_PARTS.fullmatch(name))]
        found.sort(key=lambda match: (not match[1], not match[2], match[0]))
        if not any(match[1] for match in found):
            raise Damaged
        names = set(archive.namelist())
        styles = read_part(archive, WORD_STYLES) if WORD_STYLES in names else None
        parts_seen = [
            seen.keep_seen_word_part(read_part(archive, match[0]), styles) for match in found
        ]
        texts = [text for xml in parts_seen for text in collect_text(xml, MICROSOFT)]
    yield from split_into_parts(line for text in texts for line in text.split("\n"))


def extract_pptx(content: bytes) -> Iterator[ExtractedPage]:
    """Yield each slide in presentation order, without notes; a hidden slide is empty."""
    with open_archive(content) as archive:
        presentation = read_part(archive, "ppt/presentation.xml")
        for name in list_slides(archive):
            xml = seen.keep_seen_slide(read_part(archive, name), presentation)
            yield {"text": "".join(collect_text(xml, MICROSOFT)) if xml else ""}


def list_slides(archive: ZipFile) -> list[str]:
    """Return the names of the slides in order."""
    names = get_related_parts(archive, "ppt/presentation.xml", "slides")
    listed = AttributeCollector("sldId", KEY_OF_A_PART)
    feed_listener(read_part(archive, "ppt/presentation.xml"), listed)
    return [names[key] for key in listed.found if key in names]


def get_related_parts(archive: ZipFile, name: str, folder: str) -> dict[str, str]:
    """Return a part's relationships to a folder: a dict from relationship ids to part names."""
    where, _, last = name.rpartition("/")
    notes = f"{where}/_rels/{last}.rels"
    if notes not in archive.namelist():
        return {}
    ids, targets = (
        AttributeCollector("Relationship", "Id"),
        AttributeCollector("Relationship", "Target"),
    )
    for tags in (ids, targets):
        feed_listener(read_part(archive, notes), tags)
    paths = (posixpath.normpath(posixpath.join("/", where, each))[1:] for each in targets.found)
    known = set(archive.namelist())
    return {
        key: path
        for key, path in zip(ids.found, paths, strict=True)
        if f"/{folder}/" in path and path in known
    }


def extract_odt(content: bytes) -> Iterator[ExtractedPage]:
    """Yield the body, then headers and footers, which are stored in the styles."""
    with open_odf_archive(content) as archive:
        texts = [
            text
            for xml in open_document_parts(archive).values()
            for text in collect_text(xml, OPEN)
        ]
    yield from split_into_parts(line for text in texts for line in text.split("\n"))


def extract_odp(content: bytes) -> Iterator[ExtractedPage]:
    """Yield each slide, without its notes."""
    yield from extract_framed(content, "draw:page")


def extract_ods(content: bytes) -> Iterator[ExtractedPage]:
    """Yield each visible sheet of a workbook."""
    yield from extract_framed(content, "table:table")


def extract_framed(content: bytes, page: str) -> Iterator[ExtractedPage]:
    """Yield the text of each element with this name."""
    with open_odf_archive(content) as archive:
        texts = collect_text(open_document_parts(archive)["content.xml"], replace(OPEN, page=page))
    for text in texts:
        yield {"text": text}


def open_document_parts(archive: ZipFile) -> dict[str, bytes]:
    """Return the XML of content and styles, without what readers do not see."""
    names = [name for name in ("content.xml", "styles.xml") if name in archive.namelist()]
    return seen.keep_seen_odf_parts({name: read_part(archive, name) for name in names})


def open_odf_archive(content: bytes) -> ZipFile:
    """Return the archive of an OpenDocument file; raise Encrypted if it needs a password."""
    archive = open_archive(content)
    if "content.xml" not in archive.namelist():
        raise Damaged
    if "META-INF/manifest.xml" in archive.namelist():
        locked = AttributeCollector("encryption-data")
        feed_listener(read_part(archive, "META-INF/manifest.xml"), locked)
        if locked.found:
            raise Encrypted
    return archive


def collect_text(xml: bytes, dialect: Dialect) -> list[str]:
    """Return the text of an XML document, one string per page, or one in all."""
    listener = TextCollector(dialect)
    feed_listener(xml, listener)
    return listener.pages()


class Listener(Protocol):
    """Receives the start tags of an XML document; optionally also end tags and text."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...


def feed_listener(xml: bytes, listener: Listener) -> None:
    """Parse an XML document, sending events to the listener; raise for broken or dangerous XML."""
    parser = XMLParser(target=listener)
    parser.feed(xml)
    parser.close()


@dataclass
class TextCollector:
    """Listener that collects the text of an XML document, page by page."""

    dialect: Dialect
    texts: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    inside: int = 0
    outside: int = 0
    begun: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = shorten_tag(tag)
        self.inside += name in self.dialect.words
        self.outside += name in self.dialect.left_out
        if name == self.dialect.page:
            self.start_page()

    def end(self, tag: str) -> None:
        name = shorten_tag(tag)
        self.inside -= name in self.dialect.words
        self.outside -= name in self.dialect.left_out
        self.text.append(self.dialect.after.get(name, ""))

    def data(self, data: str) -> None:
        if self.inside and not self.outside:
            self.text.append(data)

    def start_page(self) -> None:
        """Start a new page; text before the first page is added to it."""
        if self.begun:
            self.texts.append("".join(self.text))
            self.text = []
        self.begun = True

    def pages(self) -> list[str]:
        """Return the text of every page."""
        return [*self.texts, "".join(self.text)]


@dataclass
class AttributeCollector:
    """Listener that collects one attribute of every element with this name."""

    name: str
    attribute: str = ""
    found: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition("}")[2] == self.name:
            values = (v for key, v in attributes.items() if key.endswith(self.attribute))
            self.found.append(next(values, ""))


@cache
def shorten_tag(tag: str) -> str:
    """Return `{long namespace}p` as `w:p`, also for Word's strict namespaces."""
    space, _, name = tag.rpartition("}")
    return next((f"{prefix}:{name}" for mark, prefix in PREFIXES if mark in space), name)
