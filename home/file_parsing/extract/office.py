"""Word and PowerPoint files and OpenDocument: the words of their XML in order."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from zipfile import ZipFile

from defusedxml.ElementTree import XMLParser

from . import seen
from .archive import opened, part
from .plain import parts
from .trouble import Damaged, Encrypted


@dataclass(frozen=True)
class Dialect:
    """Which elements of an XML hold words, what stands after them, and what is left out."""

    words: frozenset[str]
    after: dict[str, str]
    left_out: frozenset[str]
    page: str = ""


# Deleted words stand in w:delText; the fallback of a text box says the same once more.
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


def docx_pages(content: bytes) -> Iterator[dict]:
    """Return the body, then notes, then headers and footers; comments are not read."""
    with opened(content) as archive:
        found = [match for name in archive.namelist() if (match := WORD_PARTS.fullmatch(name))]
        found.sort(key=lambda match: (not match[1], not match[2], match[0]))
        if not any(match[1] for match in found):
            raise Damaged
        names = set(archive.namelist())
        styles = part(archive, WORD_STYLES) if WORD_STYLES in names else None
        parts_seen = [seen.word_part(part(archive, match[0]), styles) for match in found]
        texts = [text for xml in parts_seen for text in words(xml, MICROSOFT)]
    yield from parts(line for text in texts for line in text.split("\n"))


def pptx_pages(content: bytes) -> Iterator[dict]:
    """Return each slide in the order of the show, without notes; a hidden one is empty."""
    with opened(content) as archive:
        presentation = part(archive, "ppt/presentation.xml")
        for name in slides(archive):
            xml = seen.slide(part(archive, name), presentation)
            yield {"text": "".join(words(xml, MICROSOFT)) if xml else ""}


def slides(archive: ZipFile) -> list[str]:
    """The names of the slides in order."""
    names = related(archive, "ppt/presentation.xml", "slides")
    listed = Tags("sldId", KEY_OF_A_PART)
    feed(part(archive, "ppt/presentation.xml"), listed)
    return [names[key] for key in listed.found if key in names]


def related(archive: ZipFile, name: str, folder: str) -> dict[str, str]:
    """What a part refers to in a folder: key of the reference to name of the part."""
    where, _, last = name.rpartition("/")
    notes = f"{where}/_rels/{last}.rels"
    if notes not in archive.namelist():
        return {}
    ids, targets = Tags("Relationship", "Id"), Tags("Relationship", "Target")
    for tags in (ids, targets):
        feed(part(archive, notes), tags)
    paths = (posixpath.normpath(posixpath.join("/", where, each))[1:] for each in targets.found)
    known = set(archive.namelist())
    return {
        key: path
        for key, path in zip(ids.found, paths, strict=True)
        if f"/{folder}/" in path and path in known
    }


def odt_pages(content: bytes) -> Iterator[dict]:
    """The body, then headers and footers, which are kept among the styles."""
    with open_document(content) as archive:
        texts = [text for xml in open_parts(archive).values() for text in words(xml, OPEN)]
    yield from parts(line for text in texts for line in text.split("\n"))


def odp_pages(content: bytes) -> Iterator[dict]:
    """Return each slide, without its notes."""
    yield from framed(content, "draw:page")


def ods_pages(content: bytes) -> Iterator[dict]:
    """Return each sheet of a workbook that is seen."""
    yield from framed(content, "table:table")


def framed(content: bytes, page: str) -> Iterator[dict]:
    with open_document(content) as archive:
        texts = words(open_parts(archive)["content.xml"], replace(OPEN, page=page))
    yield from ({"text": text} for text in texts)


def open_parts(archive: ZipFile) -> dict[str, bytes]:
    """Return the XML of content and styles, as far as a reader sees it."""
    names = [name for name in ("content.xml", "styles.xml") if name in archive.namelist()]
    return seen.open_parts({name: part(archive, name) for name in names})


def open_document(content: bytes) -> ZipFile:
    archive = opened(content)
    if "content.xml" not in archive.namelist():
        raise Damaged
    if "META-INF/manifest.xml" in archive.namelist():
        locked = Tags("encryption-data")
        feed(part(archive, "META-INF/manifest.xml"), locked)
        if locked.found:
            raise Encrypted
    return archive


def words(xml: bytes, dialect: Dialect) -> list[str]:
    """The words of an XML, one text for each of its pages, or one for all."""
    return feed(xml, Words(dialect))


def feed(xml: bytes, target):
    parser = XMLParser(target=target)
    parser.feed(xml)
    return parser.close()


@dataclass
class Words:
    """Hears an XML being read and writes down its words, page by page."""

    dialect: Dialect
    texts: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    inside: int = 0
    outside: int = 0
    begun: bool = False

    def start(self, tag, attributes):
        name = short(tag)
        self.inside += name in self.dialect.words
        self.outside += name in self.dialect.left_out
        if name == self.dialect.page:
            self.turn()

    def end(self, tag):
        name = short(tag)
        self.inside -= name in self.dialect.words
        self.outside -= name in self.dialect.left_out
        self.text.append(self.dialect.after.get(name, ""))

    def data(self, data):
        if self.inside and not self.outside:
            self.text.append(data)

    def turn(self):
        """A new page begins; what stood before the first one joins it."""
        if self.begun:
            self.texts.append("".join(self.text))
            self.text = []
        self.begun = True

    def close(self):
        return [*self.texts, "".join(self.text)]


@dataclass
class Tags:
    """Hears an XML being read and collects an attribute of every element of a name."""

    name: str
    attribute: str = ""
    found: list[str] = field(default_factory=list)

    def start(self, tag, attributes):
        if tag.rpartition("}")[2] == self.name:
            values = (v for key, v in attributes.items() if key.endswith(self.attribute))
            self.found.append(next(values, ""))

    def close(self):
        return self.found


@cache
def short(tag: str) -> str:
    """`{long namespace}p` as `w:p`; also of Word's strict dialect."""
    space, _, name = tag.rpartition("}")
    return next((f"{prefix}:{name}" for mark, prefix in PREFIXES if mark in space), name)
