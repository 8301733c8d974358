"""An office file as a package of parts (ECMA-376, part 2): read within limits, written anew."""

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from home.file_parsing.extract.archive import MOST_OF_A_PART, open_archive
from home.file_parsing.extract.trouble import Damaged, TooBig

from .xmls import (
    Element,
    get_attribute,
    get_local_name,
    parse_xml,
    remove_element,
    serialize_xml,
    unwrap_element,
)

MOST_READ = 300_000_000
REFERENCES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest date that a ZIP archive can store


@dataclass(frozen=True)
class Relation:
    """A relationship from one part to another, or to something outside the file."""

    key: str
    kind: str  # the last segment of its type, such as oleObject
    target: str
    outside: bool


@dataclass
class Package:
    """The parts of a ZIP archive; changes are kept in memory until `written`."""

    content: bytes
    changed: dict[str, bytes] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    read_bytes: int = 0

    def __post_init__(self) -> None:
        self.archive = open_archive(self.content)
        entries = self.archive.infolist()
        self.names = list(dict.fromkeys(each.filename for each in entries if not each.is_dir()))
        if len(self.names) != len([each for each in entries if not each.is_dir()]):
            raise Damaged  # readers disagree about which of two parts with the same name to show

    def read(self, name: str) -> bytes:
        """Return the content of a part, with changes."""
        if name in self.changed:
            return self.changed[name]
        size = self.archive.getinfo(name).file_size
        self.read_bytes += size
        if size > MOST_OF_A_PART or self.read_bytes > MOST_READ:
            raise TooBig
        try:
            return self.archive.read(name)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
            raise Damaged from error

    def root(self, name: str) -> Element:
        """Return the root element of a part, with changes."""
        return parse_xml(self.read(name))

    def change(self, name: str, root: Element) -> None:
        """Replace a part by a tree."""
        self.changed[name] = serialize_xml(root)

    def remove(self, name: str) -> None:
        """Leave a part out of the written archive."""
        self.removed.add(name)

    def relations(self, name: str) -> list[Relation]:
        """Return the relationships of a part; "" stands for the package itself."""
        way = name_relations_part(name)
        if way not in self.names or way in self.removed:
            return []
        return [
            read_relation(each, name)
            for each in self.root(way)
            if get_local_name(each) == "Relationship"
        ]

    def write_archive(self) -> bytes:
        """Return the archive without removed parts, and without hidden data between parts."""
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self.names:
                if name not in self.removed:
                    entry = zipfile.ZipInfo(name, FIRST_DAY)
                    plain = name == "mimetype"
                    entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
                    archive.writestr(entry, self.read(name))
        return file.getvalue()


def name_relations_part(name: str) -> str:
    """Return the name of the part that lists the relationships of this part."""
    folder, last = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{last}.rels")


def read_relation(element: Element, source: str) -> Relation:
    """Return the relationship that an element describes."""
    target = get_attribute(element, "Target")
    outside = get_attribute(element, "TargetMode") == "External"
    if not outside:
        way = posixpath.join("/", posixpath.dirname(source), unquote(target))
        target = posixpath.normpath(way)[1:]
    kind = get_attribute(element, "Type").rpartition("/")[2]
    return Relation(get_attribute(element, "Id"), kind, target, outside)


def prune_package(package: Package, unwanted: Callable[[Relation], bool]) -> None:
    """Remove unwanted and broken relationships, and the elements that refer to them."""
    for way in [name for name in package.names if name.endswith(".rels")]:
        if way in package.removed:
            continue
        folder, last = posixpath.split(way)
        source = posixpath.join(posixpath.dirname(folder), last.removesuffix(".rels"))
        if source and source in package.removed:
            package.remove(way)
        else:
            prune_part(package, way, source, unwanted)
    drop_content_types(package)


def prune_part(
    package: Package, way: str, source: str, unwanted: Callable[[Relation], bool]
) -> None:
    """Remove broken and unwanted relationships from one relationships part."""
    root = package.root(way)
    gone: set[str] = set()
    for element in list(root):
        if get_local_name(element) != "Relationship":
            continue
        found = read_relation(element, source)
        lost = not found.outside and found.target in package.removed
        if lost or unwanted(found):
            gone.add(found.key)
            remove_element(element)
    if gone:
        package.change(way, root)
        if source in package.names:
            drop_references(package, source, gone)


def drop_references(package: Package, name: str, keys: set[str]) -> None:
    """Remove the elements of a part that refer to removed relationships."""
    try:
        root = package.root(name)
    except Damaged:
        return
    for element in list(root.iter("*")):
        for attribute_name in [key for key, value in element.items() if value in keys]:
            if attribute_name.startswith(REFERENCES):
                drop_reference(element, attribute_name)
    package.change(name, root)


def drop_reference(element: Element, name: str) -> None:
    """Remove an element that needs its target; of links the text stays, of pictures the element."""
    if get_local_name(element) == "hyperlink":
        unwrap_element(element)
    elif name.endswith("}id"):
        remove_element(element)
    else:
        del element.attrib[name]


def drop_content_types(package: Package) -> None:
    """Remove the content types of removed parts."""
    name = "[Content_Types].xml"
    if name not in package.names:
        return
    root = package.root(name)
    for element in list(root):
        if get_attribute(element, "PartName").lstrip("/") in package.removed:
            remove_element(element)
    package.change(name, root)
