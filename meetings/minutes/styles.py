"""What the styles and numbering of a Word file say of its paragraphs: headings, bold, numbers."""

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from .word_xml import first_child, is_enabled, tag, value, whole_number

HEADING_NAME = re.compile(r"^(?:heading|otsikko|rubrik|überschrift)\s*(\d)$", re.IGNORECASE)
TITLE_NAME = re.compile(r"^(?:title|otsikko|rubrik|asiakirjan otsikko)$", re.IGNORECASE)
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
DOCUMENT_TITLE = 10  # the level of the document's own title


@dataclass
class Style:
    """The properties of a style that matter here: heading, bold, numbering."""

    heading: int = 0
    bold: bool = False
    numbering: tuple[str, int] | None = None
    based_on: str = ""


def read_styles(root: Element | None) -> dict[str, Style]:
    """Return the styles by id, with the properties inherited from the styles they are based on."""
    raw = {}
    for element in root if root is not None else ():
        if tag(element) == "style":
            raw[value(element, "styleId")] = own_style(element)
    return {key: inherit_style(raw, key) for key in raw}


def own_style(element: Element) -> Style:
    """Return the properties that a style sets itself."""
    name = value(first_child(element, "name"))
    properties = first_child(element, "pPr")
    level = whole_number(value(first_child(properties, "outlineLvl")), 9)
    named = HEADING_NAME.match(name)
    heading = int(named[1]) if named else (level + 1 if level < 9 else 0)
    if TITLE_NAME.match(name):
        heading = DOCUMENT_TITLE
    bold = is_enabled(first_child(first_child(element, "rPr"), "b"))
    based_on = value(first_child(element, "basedOn"))
    return Style(heading, bold, read_paragraph_numbering(properties), based_on)


def inherit_style(styles: dict[str, Style], key: str) -> Style:
    """Return a style with the properties inherited from those it is based on."""
    style, seen, parent = styles[key], {key}, styles[key].based_on
    while parent in styles and parent not in seen:
        seen.add(parent)
        above = styles[parent]
        style = replace(
            style,
            heading=style.heading or above.heading,
            bold=style.bold or above.bold,
            numbering=style.numbering or above.numbering,
        )
        parent = above.based_on
    return style


def read_paragraph_numbering(properties: Element | None) -> tuple[str, int] | None:
    """Return the list id and level of a paragraph; the id "0" means no list in Word."""
    numbering = first_child(properties, "numPr")
    if numbering is None:
        return None
    level = whole_number(value(first_child(numbering, "ilvl")))
    return value(first_child(numbering, "numId"), otherwise="0"), max(0, min(level, 8))


@dataclass
class ListLevel:
    """The number format of one level of a list."""

    kind: str = "decimal"
    pattern: str = "%1."
    start: int = 1


def read_numbering(root: Element | None) -> dict[str, list[ListLevel]]:
    """Return the nine levels of every list, by list id."""
    abstract: dict[str, list[ListLevel]] = {}
    lists: dict[str, list[ListLevel]] = {}
    for element in root if root is not None else ():
        if tag(element) == "abstractNum":
            abstract[value(element, "abstractNumId")] = read_levels(element)
        elif tag(element) == "num":
            levels = abstract.get(value(first_child(element, "abstractNumId")), [ListLevel()] * 9)
            lists[value(element, "numId")] = with_starts(levels, element)
    return lists


def read_levels(element: Element) -> list[ListLevel]:
    """Return the nine levels of an abstract list."""
    levels = [ListLevel() for _ in range(9)]
    for each in element:
        depth = whole_number(value(each, "ilvl"), 9)
        if tag(each) == "lvl" and 0 <= depth < 9:
            levels[depth] = ListLevel(
                value(first_child(each, "numFmt"), otherwise="decimal"),
                value(first_child(each, "lvlText")),
                whole_number(value(first_child(each, "start")), 1),
            )
    return levels


def with_starts(levels: list[ListLevel], element: Element) -> list[ListLevel]:
    """Return the levels with the starting numbers that this list overrides."""
    levels = list(levels)
    for each in element:
        depth = whole_number(value(each, "ilvl"), 9)
        start = value(first_child(each, "startOverride"))
        if tag(each) == "lvlOverride" and 0 <= depth < 9 and start:
            levels[depth] = replace(levels[depth], start=whole_number(start, 1))
    return levels


def format_number(count: int, kind: str) -> str:
    """Return a number in the given number format."""
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + count - 1)
    if kind in ("lowerRoman", "upperRoman") and 1 <= count <= 39:
        text = ""
        for step, letters in ROMAN:
            text, count = text + letters * (count // step), count % step
        return text if kind == "lowerRoman" else text.upper()
    return str(count)
