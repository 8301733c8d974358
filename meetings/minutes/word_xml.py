"""Small doors to the XML of Word, whatever the dialect of its names."""

import re


def tag(element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element, name):
    if element is None:
        return None
    return next((each for each in element if tag(each) == name), None)


def value(element, name="val", otherwise=""):
    """An attribute by its short name."""
    if element is None:
        return otherwise
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), otherwise)


def whole_number(text, otherwise=0) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text or "") else otherwise


def is_on(element) -> bool:
    """Is a switch such as w:b on? There without a value, it is."""
    return element is not None and value(element, otherwise="1") not in ("0", "false", "off")
