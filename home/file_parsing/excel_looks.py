"""Cells of a workbook that are invisible because of their number format or colour."""

import re
from dataclasses import dataclass, field

from .colours import BLACK, WHITE, is_same_colour
from .package import Package
from .xmls import Element, get_attribute, get_child, get_local_name, list_named

TINY = 1  # point; text of that size is a thin line
INDEXED = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
SCHEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
# Parts of a number format that display nothing: colours, conditions, empty texts, padding.
SILENT = re.compile(r'\[[^\]]*\]|""|_.|\*.|\s')
CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


@dataclass
class CellLooks:
    """What the styles of a workbook show of a value, by the index of the style."""

    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    grounds: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    scheme: list[str] = field(default_factory=list)

    def displays_nothing(self, style: int, is_text: bool) -> bool:
        """Return whether the number format of the style displays nothing, like ;;;."""
        return style < len(self.formats) and shows_nothing(self.formats[style], is_text)

    def hides_text(self, style: int) -> bool:
        """Return whether the style's text has the colour of its background."""
        return style < len(self.fonts) and is_same_colour(self.fonts[style], self.grounds[style])

    def is_tiny(self, style: int) -> bool:
        """Return whether the style's text is too small to be seen."""
        return style < len(self.sizes) and self.sizes[style] <= TINY

    def get_background(self, style: int) -> str:
        """Return the background colour of the style, or "" if unknown."""
        return self.grounds[style] if style < len(self.grounds) else WHITE

    @staticmethod
    def parse_points(text: str) -> float:
        """Return a font size; an invalid one counts as normal size."""
        return float(text) if re.fullmatch(r"\d{1,4}(?:\.\d+)?", text) else 11


def shows_nothing(code: str, is_text: bool) -> bool:
    """Return whether a number format displays no value; semicolons separate its sections."""
    if ";" not in code:
        return bool(code) and not SILENT.sub("", code)
    parts = [SILENT.sub("", part) for part in code.split(";")]
    if is_text:
        return len(parts) > 3 and not parts[3]
    return not any(parts[:3])


def read_looks(package: Package) -> CellLooks:
    names = [n for n in package.names if re.fullmatch(r"xl/styles\d*\.xml", n)]
    if not names:
        return CellLooks(scheme=read_scheme(package))
    root, scheme = package.root(names[0]), read_scheme(package)
    codes = {
        get_attribute(e, "numFmtId"): get_attribute(e, "formatCode")
        for e in list_named(root, "numFmt")
    }
    fonts = [
        read_cell_colour(get_child(each, "color"), scheme, BLACK)
        for each in list_children(root, "fonts")
    ]
    grounds = [read_cell_background(each, scheme) for each in list_children(root, "fills")]
    sizes = [get_attribute(get_child(each, "sz"), "val") for each in list_children(root, "fonts")]
    looks = CellLooks(scheme=scheme)
    for style in list_children(root, "cellXfs"):
        looks.formats.append(codes.get(get_attribute(style, "numFmtId"), ""))
        looks.fonts.append(get_at(fonts, get_attribute(style, "fontId"), BLACK))
        looks.sizes.append(
            CellLooks.parse_points(get_at(sizes, get_attribute(style, "fontId"), ""))
        )
        looks.grounds.append(get_at(grounds, get_attribute(style, "fillId"), WHITE))
    return looks


def list_children(root: Element, name: str) -> list[Element]:
    groups = list_named(root, name)
    return list(groups[0]) if groups else []


def get_at(values: list[str], number: str, otherwise: str) -> str:
    return values[int(number)] if number.isdecimal() and int(number) < len(values) else otherwise


def read_scheme(package: Package) -> list[str]:
    """Return the colours of the workbook's theme in the order of the indexes that styles use."""
    names = [n for n in package.names if re.fullmatch(r"xl/theme/theme1\.xml", n)]
    schemes = list_named(package.root(names[0]), "clrScheme") if names else []
    if not schemes:
        return [WHITE, BLACK]
    found = {get_local_name(each): next(iter(each), None) for each in schemes[0]}
    return [read_scheme_colour(found.get(name)) for name in SCHEME]


def read_scheme_colour(element: Element | None) -> str:
    if element is None:
        return ""
    return (get_attribute(element, "lastClr") or get_attribute(element, "val")).upper()


def read_cell_colour(element: Element | None, scheme: list[str], otherwise: str) -> str:
    """Return a colour as six hexadecimal digits, or "" if unknown."""
    if element is None:
        return otherwise
    if rgb := get_attribute(element, "rgb"):
        found = rgb.upper()[-6:]
    elif theme := get_attribute(element, "theme"):
        found = get_at(scheme, theme, "")
    elif index := get_attribute(element, "indexed"):
        found = INDEXED.get(index, f"indexed {index}")
    else:
        return otherwise
    tint = get_attribute(element, "tint")
    return f"{found} {tint}" if found and tint not in ("", "0") else found


def read_cell_background(fill: Element, scheme: list[str]) -> str:
    pattern = get_child(fill, "patternFill")
    if pattern is None:
        return ""  # a gradient
    kind = get_attribute(pattern, "patternType")
    if kind == "solid":
        return read_cell_colour(get_child(pattern, "fgColor"), scheme, "")
    return WHITE if kind in ("", "none") else ""


def list_painted_ranges(
    package: Package, name: str, root: Element
) -> list[tuple[int, int, int, int]]:
    """Return the ranges whose background may come from a table or conditional formatting."""
    texts = [get_attribute(each, "sqref") for each in list_named(root, "conditionalFormatting")]
    for way in package.relations(name):
        if way.kind == "table" and way.target in package.names:
            texts.append(get_attribute(package.root(way.target), "ref"))
    return [parse_range(found) for text in texts for found in RANGE.finditer(text)]


def parse_range(found: re.Match[str]) -> tuple[int, int, int, int]:
    first, top, last, bottom = found.groups()
    return parse_column(first), int(top), parse_column(last or first), int(bottom or top)


def parse_column(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def get_column_number(cell: Element) -> int:
    match = CELL.fullmatch(get_attribute(cell, "r"))
    return parse_column(match[1]) if match else 0


def is_cell_in_box(cell: Element, box: tuple[int, int, int, int]) -> bool:
    match = CELL.fullmatch(get_attribute(cell, "r"))
    if match is None:
        return True  # its position is unknown
    column, row = parse_column(match[1]), int(match[2])
    return box[0] <= column <= box[2] and box[1] <= row <= box[3]
