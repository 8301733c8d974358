"""Parse untrusted XML without entities or network access, and read all text in it."""

from collections.abc import Iterator

from lxml import etree

from home.file_parsing.extract.trouble import Damaged

Element = etree._Element

# Elements that may occur inside a word; all others end a line.
INLINE = frozenset(
    [
        "t",
        "r",
        "rPr",
        "delText",
        "span",
        "a",
        "s",
        "ins",
        "del",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "lang",
        "b",
        "i",
        "u",
        "color",
        "sz",
        "szCs",
        "rFonts",
        "bCs",
        "iCs",
        "vanish",
        "rStyle",
        "noProof",
        "highlight",
        "latin",
        "ea",
        "cs",
        "solidFill",
        "srgbClr",
        "schemeClr",
        "bookmark",
        "soft-page-break",
    ]
)
LONG_ENOUGH = 5  # minimum length of an attribute value that may contain a code or an address


def parse_xml(xml: bytes) -> Element:
    """Return the root element; raise Damaged for broken XML and for XML with a DTD."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Damaged
    return root


def serialize_xml(root: Element) -> bytes:
    """Return the tree as XML."""
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def get_local_name(element: Element | None) -> str:
    """Return the name without its namespace; "" for comments and processing instructions."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def get_namespace(element: Element) -> str:
    """Return the namespace of an element; "" for comments and processing instructions."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag[:1] == "{" else ""


def get_attribute(element: Element | None, name: str, default: str = "") -> str:
    """Return an attribute by its local name."""
    if element is None:
        return default
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return default


def get_child(element: Element | None, name: str) -> Element | None:
    """Return the first child with this local name, or None."""
    if element is None:
        return None
    return next((each for each in element if get_local_name(each) == name), None)


def get_ancestor(element: Element | None, levels: int) -> Element | None:
    """Return the element that many levels up, or None; 1 is the parent."""
    for _ in range(levels):
        element = None if element is None else element.getparent()
    return element


def list_named(root: Element, *names: str) -> list[Element]:
    """Return the elements with these local names, as a list that is safe to remove from."""
    return [each for each in root.iter() if get_local_name(each) in names]


def is_switched_on(element: Element | None) -> bool:
    """Return whether a switch such as w:vanish is set; it is if it has no value."""
    return element is not None and get_attribute(element, "val", "1") not in ("0", "false", "off")


def remove_element(element: Element) -> None:
    """Remove an element from the tree, but keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap_element(element: Element) -> None:
    """Replace an element by its children."""
    parent = element.getparent()
    if parent is None:
        return
    position = parent.index(element)
    for offset, each in enumerate(list(element)):
        parent.insert(position + offset, each)
    remove_element(element)


def take_comments(root: Element) -> str:
    """Remove comments and processing instructions from the tree; return their text."""
    asides = list(root.iter(etree.Comment, etree.ProcessingInstruction))
    words = "\n".join(each.text or "" for each in asides)
    for each in asides:
        remove_element(each)
    return words


def get_text(root: Element) -> str:
    """Return all text, one line for each paragraph or unknown element."""
    lines: list[str] = []
    line: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start" or event in ("comment", "pi"):
            line.append(element.text or "")
        if event != "start":
            if get_local_name(element) not in INLINE:
                lines.append("".join(line))
                line = []
            if element is not root:
                line.append(element.tail or "")
    lines.append("".join(line))
    return "\n".join(each for each in lines if each and not each.isspace())


def get_attribute_text(root: Element) -> str:
    """Return the attribute values that may contain personal data, one per line."""
    return "\n".join(dict.fromkeys(iterate_long_values(root)))


def iterate_long_values(root: Element) -> Iterator[str]:
    """Yield the attribute values that are long enough to contain personal data."""
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            if len(value) >= LONG_ENOUGH and not value.startswith(("http://schemas.", "urn:")):
                yield value
