"""Invisible text in OpenDocument files, by the colours and sizes of its styles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .colours import BLACK, WHITE, is_same_colour, parse_hex
from .xmls import Element, get_attribute, get_child, get_local_name, get_namespace, list_named

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

    own: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    base: dict[tuple[str, str], str] = field(default_factory=dict)
    page: str = WHITE
    covers_page: bool = False  # whether a master page puts shapes behind its slides

    # The default styles of cells, from their rows and columns:
    cells: dict[Element, str] = field(default_factory=dict)

    def read_common(self, root: Element) -> None:
        """Read the common styles, which every part may use, and the backgrounds of pages."""
        for styles in list_named(root, "styles"):
            self.read(styles)
        for properties in list_named(root, "page-layout-properties", "drawing-page-properties"):
            if read_properties_background(properties) not in ("", "none", WHITE):
                self.page = UNKNOWN
        for master in list_named(root, "master-page"):
            shapes = [each for each in master if get_local_name(each) in SHAPES]
            self.covers_page |= any(
                self.fill(each) for each in shapes if not is_odf_placeholder(each)
            )

    def add_own_styles(self, root: Element) -> "OdfStyles":
        """Return the styles that a part may use: the common ones and its own automatic ones."""
        styles = replace(self, own=dict(self.own), base=dict(self.base))
        for automatic in list_named(root, "automatic-styles"):
            styles.read(automatic)
        styles.cells = dict(iterate_cell_styles(root))
        return styles

    def read(self, styles: Element) -> None:
        for style in list_named(styles, "style", "default-style"):
            key = get_attribute(style, "family"), get_attribute(style, "name")
            self.own[key] = read_style_looks(style)
            self.base[key] = get_attribute(style, "parent-style-name")

    def value(self, family: str, style: str, name: str) -> str:
        """Return a property of a style or of the styles it is based on, or ""."""
        for _ in range(20):
            if not style:
                break
            if found := self.own.get((family, style), {}).get(name, ""):
                return found
            style = self.base.get((family, style), "")
        return ""

    def get_property(self, element: Element, name: str) -> str:
        """Return a property of an element's style, or ""."""
        keys = [(each, get_style_name(element, each)) for each in get_style_families(element)]
        if get_local_name(element) == "table-cell" and not keys[0][1]:
            keys = [("table-cell", self.cells.get(element, ""))]
        return next((found for key in keys if (found := self.value(*key, name))), "")

    def get_default(self, element: Element, name: str) -> str:
        """Return the default of a property for the element's kind."""
        known = (self.own.get((each, ""), {}).get(name) for each in get_style_families(element))
        return next(filter(None, known), "")

    def get_nearest(self, chain: list[Element], name: str) -> str:
        """Return the property of the nearest element that has it; styles come before defaults."""
        found = next((found for each in chain if (found := self.get_property(each, name))), "")
        return found or next(
            (found for each in chain if (found := self.get_default(each, name))), ""
        )

    def fill(self, shape: Element) -> str:
        """Return the fill colour of a shape, "" for no fill, or UNKNOWN."""
        if any(get_local_name(each) in PICTURES for each in shape):
            return UNKNOWN
        found = self.get_property(shape, "ground") or self.get_default(shape, "ground")
        return (
            ""
            if found == "none"
            else found or ("" if get_local_name(shape) == "frame" else UNKNOWN)
        )


def get_style_families(element: Element) -> list[str]:
    if get_local_name(element) in SHAPES and "drawing" in get_namespace(element):
        return ["graphic", "presentation"]
    return FAMILIES.get(get_local_name(element), [])


def get_style_name(element: Element, family: str) -> str:
    if family in ("graphic", "presentation"):
        wanted = "drawing" if family == "graphic" else "presentation"
        for key, value in element.items():
            if key.endswith("}style-name") and wanted in key:
                return value
        return ""
    return get_attribute(element, "style-name")


def is_odf_placeholder(shape: Element) -> bool:
    return bool(get_attribute(shape, "placeholder")) or bool(get_attribute(shape, "class"))


def read_style_looks(style: Element) -> dict[str, str]:
    """Return the colour, background and size that a style itself sets."""
    letters = get_child(style, "text-properties")
    colour = parse_hex(get_attribute(letters, "color"))
    if get_attribute(letters, "use-window-font-color") == "true":
        colour = "auto"
    if get_attribute(letters, "opacity") == "0%":
        colour = "glass"
    size = POINTS.fullmatch(get_attribute(letters, "font-size"))
    grounds = [found for each in style if (found := read_properties_background(each))]
    if any(get_local_name(each) == "map" for each in style):
        grounds = [UNKNOWN]  # a condition may select another style
    ground = next(iter(grounds), "")
    return {"colour": colour, "ground": ground, "size": size[1] if size else ""}


def read_properties_background(properties: Element) -> str:
    """Return the background that properties set: a colour, "none", UNKNOWN, or "" if not set."""
    fill = get_attribute(properties, "fill")
    if fill == "solid":
        return parse_hex(get_attribute(properties, "fill-color")) or UNKNOWN
    if fill:
        return "none" if fill == "none" else UNKNOWN
    background = get_attribute(properties, "background-color")
    picture = get_child(properties, "background-image")
    if picture is not None and (get_attribute(picture, "href") or len(picture)):
        return UNKNOWN
    if background == "transparent":
        return "none"
    return parse_hex(background)


def take_unseen(root: Element, styles: OdfStyles) -> list[tuple[str, Element | None]]:
    """Empty the invisible texts; return each with its cell, or None outside tables."""
    found: list[tuple[str, Element | None]] = []
    known: dict[Element, bool] = {}
    for paragraph in list(root.iter("{*}p", "{*}h")):
        for element in paragraph.iter():
            holder = element.getparent() if element is not paragraph else None
            if element.text and element.text.strip() and is_unseen_odf_text(element, styles, known):
                found.append((element.text, get_enclosing_cell(paragraph)))
                element.text = None
            if holder is None or not element.tail or not element.tail.strip():
                continue
            if is_unseen_odf_text(holder, styles, known):
                found.append((element.tail, get_enclosing_cell(paragraph)))
                element.tail = None
    return found


def get_enclosing_cell(paragraph: Element) -> Element | None:
    return next(paragraph.iterancestors("{*}table-cell"), None)


def is_unseen_odf_text(element: Element, styles: OdfStyles, known: dict[Element, bool]) -> bool:
    if element not in known:
        known[element] = has_unseen_looks(element, styles)
    return known[element]


def has_unseen_looks(element: Element, styles: OdfStyles) -> bool:
    chain = [element, *element.iterancestors()]
    size = styles.get_nearest(chain, "size")
    if size and float(size) <= TINY:
        return True
    letters = styles.get_nearest(chain, "colour") or BLACK
    if letters == "glass":
        return True
    ground = get_innermost_background(chain, styles) if letters != "auto" else UNKNOWN
    return ground != UNKNOWN and is_same_colour(letters, ground)


def get_innermost_background(chain: list[Element], styles: OdfStyles) -> str:
    """Return the background colour of the innermost element, or UNKNOWN."""
    for element in chain:
        is_shape = get_local_name(element) in SHAPES
        found = styles.get_property(element, "ground") or (
            is_shape and styles.get_default(element, "ground")
        )
        if found and found != "none":
            return found
        if is_shape and (
            (not found and get_local_name(element) != "frame") or is_covered(element, styles)
        ):
            return UNKNOWN
    return styles.page


def is_covered(shape: Element, styles: OdfStyles) -> bool:
    """Return whether anything on a slide may be behind the shape."""
    before = [each for each in shape.itersiblings(preceding=True) if get_local_name(each) in SHAPES]
    return styles.covers_page or any(styles.fill(each) for each in before)


def iterate_cell_styles(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield every cell with the default style of its row or column."""
    for table in list_named(root, "table"):
        columns = [
            (
                get_attribute(each, "default-cell-style-name"),
                get_repetitions(each, "number-columns-repeated"),
            )
            for each in list_named(table, "table-column")
        ]
        for row in list_named(table, "table-row"):
            usual, position = get_attribute(row, "default-cell-style-name"), 0
            for cell in row:
                yield cell, usual or get_column_style(columns, position)
                position += get_repetitions(cell, "number-columns-repeated")


def get_column_style(columns: list[tuple[str, int]], position: int) -> str:
    for style, repeated in columns:
        if position < repeated:
            return style
        position -= repeated
    return ""


def get_repetitions(element: Element, name: str) -> int:
    text = get_attribute(element, name, "1")
    return int(text) if text.isdigit() and len(text) < 8 else 1
