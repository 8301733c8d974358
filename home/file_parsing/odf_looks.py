"""Invisible text in OpenDocument files, by the colours and sizes of its styles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .colours import BLACK, WHITE, hex_of, is_same
from .xmls import attribute, child, local, named, space

UNKNOWN = "?"
TINY = 1  # point
FAMILIES = {
    "span": ["text"],
    "a": ["text"],
    "p": ["paragraph"],
    "h": ["paragraph"],
    "table-cell": ["table-cell"],
    "covered-table-cell": ["table-cell"],
    "table-row": ["table-row"],
    "table": ["table"],
    "page": ["drawing-page"],
}
SHAPES = ("frame", "custom-shape", "rect", "ellipse", "path", "polygon", "g", "object")
PICTURES = ("image", "object", "object-ole", "table")
POINTS = re.compile(r"(\d{1,4}(?:\.\d+)?)pt")


@dataclass
class OdfStyles:
    """The properties of a file's styles, by family and name."""

    own: dict[tuple[str, str], dict] = field(default_factory=dict)
    base: dict[tuple[str, str], str] = field(default_factory=dict)
    page: str = WHITE
    covers_page: bool = False  # whether a master page puts shapes behind its slides

    cells: dict = field(default_factory=dict)  # default cell styles of rows and columns

    def read_common(self, root) -> None:
        """Read the common styles, which every part may use, and the backgrounds of pages."""
        for styles in named(root, "styles"):
            self.read(styles)
        for properties in named(root, "page-layout-properties", "drawing-page-properties"):
            if ground_of(properties) not in ("", "none", WHITE):
                self.page = UNKNOWN
        for master in named(root, "master-page"):
            shapes = [each for each in master if local(each) in SHAPES]
            self.covers_page |= any(self.fill(each) for each in shapes if not is_place(each))

    def with_own(self, root) -> "OdfStyles":
        """Return the styles that a part may use: the common ones and its own automatic ones."""
        styles = replace(self, own=dict(self.own), base=dict(self.base))
        for automatic in named(root, "automatic-styles"):
            styles.read(automatic)
        styles.cells = dict(cell_styles(root))
        return styles

    def read(self, styles) -> None:
        for style in named(styles, "style", "default-style"):
            key = attribute(style, "family"), attribute(style, "name")
            self.own[key] = said(style)
            self.base[key] = attribute(style, "parent-style-name")

    def value(self, family: str, style: str, name: str) -> str:
        """Return a property of a style or of the styles it is based on, or ""."""
        for _ in range(20):
            if not style:
                break
            if found := self.own.get((family, style), {}).get(name, ""):
                return found
            style = self.base.get((family, style), "")
        return ""

    def of(self, element, name: str) -> str:
        """Return a property of an element's style, or ""."""
        keys = [(each, style_name(element, each)) for each in families(element)]
        if local(element) == "table-cell" and not keys[0][1]:
            keys = [("table-cell", self.cells.get(element, ""))]
        return next((found for key in keys if (found := self.value(*key, name))), "")

    def usual(self, element, name: str) -> str:
        """Return the default of a property for the element's kind."""
        known = (self.own.get((each, ""), {}).get(name) for each in families(element))
        return next(filter(None, known), "")

    def first(self, chain: list, name: str) -> str:
        """Return the property of the nearest element that has it; styles come before defaults."""
        found = next((found for each in chain if (found := self.of(each, name))), "")
        return found or next((found for each in chain if (found := self.usual(each, name))), "")

    def fill(self, shape) -> str:
        """Return the fill colour of a shape, "" for no fill, or UNKNOWN."""
        if any(local(each) in PICTURES for each in shape):
            return UNKNOWN
        found = self.of(shape, "ground") or self.usual(shape, "ground")
        return "" if found == "none" else found or ("" if local(shape) == "frame" else UNKNOWN)


def families(element) -> list[str]:
    if local(element) in SHAPES and "drawing" in space(element):
        return ["graphic", "presentation"]
    return FAMILIES.get(local(element), [])


def style_name(element, family: str) -> str:
    if family in ("graphic", "presentation"):
        wanted = "drawing" if family == "graphic" else "presentation"
        for key, value in element.items():
            if key.endswith("}style-name") and wanted in key:
                return value
        return ""
    return attribute(element, "style-name")


def is_place(shape) -> bool:
    return bool(attribute(shape, "placeholder")) or bool(attribute(shape, "class"))


def said(style) -> dict:
    """Return the colour, background and size that a style itself sets."""
    letters = child(style, "text-properties")
    colour = hex_of(attribute(letters, "color"))
    if attribute(letters, "use-window-font-color") == "true":
        colour = "auto"
    if attribute(letters, "opacity") == "0%":
        colour = "glass"
    size = POINTS.fullmatch(attribute(letters, "font-size"))
    grounds = [found for each in style if (found := ground_of(each))]
    if any(local(each) == "map" for each in style):
        grounds = [UNKNOWN]  # a condition may select another style
    ground = next(iter(grounds), "")
    return {"colour": colour, "ground": ground, "size": size[1] if size else ""}


def ground_of(properties) -> str:
    """Return the background that properties set: a colour, "none", UNKNOWN, or "" if not set."""
    fill = attribute(properties, "fill")
    if fill == "solid":
        return hex_of(attribute(properties, "fill-color")) or UNKNOWN
    if fill:
        return "none" if fill == "none" else UNKNOWN
    background = attribute(properties, "background-color")
    if child(properties, "background-image") is not None:
        picture = child(properties, "background-image")
        if attribute(picture, "href") or len(picture):
            return UNKNOWN
    if background == "transparent":
        return "none"
    return hex_of(background)


def take_unseen(root, styles: OdfStyles) -> list[tuple]:
    """Empty the invisible texts; return each with its cell, or None outside tables."""
    found, known = [], {}
    for paragraph in list(root.iter("{*}p", "{*}h")):
        for element in paragraph.iter():
            holder = element.getparent() if element is not paragraph else None
            if element.text and element.text.strip() and is_unseen(element, styles, known):
                found.append((element.text, cell_of(paragraph)))
                element.text = None
            tail = element.tail if holder is not None else None
            if tail and tail.strip() and is_unseen(holder, styles, known):
                found.append((tail, cell_of(paragraph)))
                element.tail = None
    return found


def cell_of(paragraph):
    return next(paragraph.iterancestors("{*}table-cell"), None)


def is_unseen(element, styles: OdfStyles, known: dict) -> bool:
    if element not in known:
        known[element] = looks_unseen(element, styles)
    return known[element]


def looks_unseen(element, styles: OdfStyles) -> bool:
    chain = [element, *element.iterancestors()]
    size = styles.first(chain, "size")
    if size and float(size) <= TINY:
        return True
    letters = styles.first(chain, "colour") or BLACK
    if letters == "glass":
        return True
    ground = ground_behind(chain, styles) if letters != "auto" else UNKNOWN
    return ground != UNKNOWN and is_same(letters, ground)


def ground_behind(chain: list, styles: OdfStyles) -> str:
    """Return the background colour of the innermost element, or UNKNOWN."""
    for element in chain:
        is_shape = local(element) in SHAPES
        found = styles.of(element, "ground") or (is_shape and styles.usual(element, "ground"))
        if found and found != "none":
            return found
        if is_shape and ((not found and local(element) != "frame") or is_covered(element, styles)):
            return UNKNOWN
    return styles.page


def is_covered(shape, styles: OdfStyles) -> bool:
    """Return whether anything on a slide may be behind the shape."""
    before = [each for each in shape.itersiblings(preceding=True) if local(each) in SHAPES]
    return styles.covers_page or any(styles.fill(each) for each in before)


def cell_styles(root) -> Iterator[tuple]:
    """Yield every cell with the default style of its row or column."""
    for table in named(root, "table"):
        columns = [
            (attribute(each, "default-cell-style-name"), times(each, "number-columns-repeated"))
            for each in named(table, "table-column")
        ]
        for row in named(table, "table-row"):
            usual, position = attribute(row, "default-cell-style-name"), 0
            for cell in row:
                yield cell, usual or column_style(columns, position)
                position += times(cell, "number-columns-repeated")


def column_style(columns: list[tuple[str, int]], position: int) -> str:
    for style, repeated in columns:
        if position < repeated:
            return style
        position -= repeated
    return ""


def times(element, name: str) -> int:
    text = attribute(element, name, "1")
    return int(text) if text.isdigit() and len(text) < 8 else 1
