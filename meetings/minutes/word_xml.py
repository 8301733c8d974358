"""Helpers to read the XML of Word by local names, whatever the namespace."""

import re
from xml.etree.ElementTree import Element


def tag(element: Element) -> str:
    """Return the local name of an element; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def first_child(element: Element | None, name: str) -> Element | None:
    """Return the first child with that local name, or None."""
    if element is None:
        return None
    return next((each for each in element if tag(each) == name), None)


def value(element: Element | None, name: str = "val", otherwise: str = "") -> str:
    """Return an attribute by its local name."""
    if element is None:
        return otherwise
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), otherwise)


def whole_number(text: str, otherwise: int = 0) -> int:
    """Return the text as a whole number, or `otherwise`."""
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else otherwise


def is_enabled(element: Element | None) -> bool:
    """Return whether a switch such as w:b is on, which it is without a value."""
    return element is not None and value(element, otherwise="1") not in ("0", "false", "off")
