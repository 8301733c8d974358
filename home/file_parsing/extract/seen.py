"""XML of office files without what readers do not see at first, for the search index."""

from collections.abc import Callable

from home.file_parsing import powerpoint, word, word_looks
from home.file_parsing.odf_body import OdfBody
from home.file_parsing.report import FileReport
from home.file_parsing.xmls import Element, get_attribute, parse_xml, serialize_xml

from .trouble import Damaged


def sift_xml(xml: bytes, sift: Callable[[Element], object]) -> bytes:
    """Return the XML after `sift(root)`; XML nested too deeply for a tree is returned unchanged."""
    try:
        root = parse_xml(xml)
        sift(root)
    except Damaged:
        return xml
    return serialize_xml(root)


def keep_seen_word_part(xml: bytes, styles: bytes | None) -> bytes:
    """Return a part of a Word file without hidden, deleted and moved text."""
    try:
        known = word_looks.read_word_styles(parse_xml(styles) if styles else None)
    except Damaged:
        known = word_looks.WordStyles()
    return sift_xml(xml, lambda root: word.sift_word_part(root, known, ignore_report))


def keep_seen_slide(xml: bytes, presentation: bytes) -> bytes | None:
    """Return a slide without hidden shapes; None for a hidden slide."""
    try:
        root, size = parse_xml(xml), powerpoint.read_slide_size(parse_xml(presentation))
    except Damaged:
        return xml
    if get_attribute(root, "show") in powerpoint.FALSE:
        return None
    powerpoint.take_unseen_shapes(root, size)
    return serialize_xml(root)


def keep_seen_odf_parts(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return content and styles of an OpenDocument file without their unseen parts."""
    file = OdfBody(FileReport())
    for xml in parts.values():
        sift_xml(xml, file.find_hidden_styles)
    return {name: sift_xml(xml, file.report_body) for name, xml in parts.items()}


def ignore_report(*_found: object, **_more: object) -> None:
    """Do nothing: the search needs no report."""
