"""XML of office files without what readers do not see at first, for the search index."""

from collections.abc import Callable

from lxml import etree

from home.file_parsing import powerpoint, word, word_looks
from home.file_parsing.opendocument import OpenDocument
from home.file_parsing.report import Report
from home.file_parsing.xmls import attribute, parsed, serialized

from .trouble import Damaged


def sifted(xml: bytes, sift: Callable[[etree._Element], object]) -> bytes:
    """Return the XML after `sift(root)`; XML nested too deeply for a tree is returned unchanged."""
    try:
        root = parsed(xml)
        sift(root)
    except Damaged:
        return xml
    return serialized(root)


def word_part(xml: bytes, styles: bytes | None) -> bytes:
    """Return a part of a Word file without hidden, deleted and moved text."""
    try:
        known = word_looks.read_styles(parsed(styles) if styles else None)
    except Damaged:
        known = word_looks.Styles()
    return sifted(xml, lambda root: word.sift(root, known, ignore))


def slide(xml: bytes, presentation: bytes) -> bytes | None:
    """Return a slide without hidden shapes; None for a hidden slide."""
    try:
        root, size = parsed(xml), powerpoint.size_of(parsed(presentation))
    except Damaged:
        return xml
    if attribute(root, "show") in powerpoint.FALSE:
        return None
    powerpoint.taken_shapes(root, size)
    return serialized(root)


def open_parts(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return content and styles of an OpenDocument file without their unseen parts."""
    file = OpenDocument(None, Report(), ignore)
    for xml in parts.values():
        sifted(xml, file.find_hidden_styles)
    return {name: sifted(xml, file.body) for name, xml in parts.items()}


def ignore(*_found: object, **_more: object) -> None:
    """Do nothing: the search needs no report."""
