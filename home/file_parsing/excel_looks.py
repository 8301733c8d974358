"""Cells of a workbook that are invisible because of their number format or colour."""

import re
from dataclasses import dataclass, field

from .colours import BLACK, WHITE, is_same
from .xmls import attribute, child, local, named

TINY = 1  # point; text of that size is a thin line
INDEXED = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
SCHEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
# Parts of a number format that display nothing: colours, conditions, empty texts, padding.
SILENT = re.compile(r'\[[^\]]*\]|""|_.|\*.|\s')
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


@dataclass
class Looks:
    """What the styles of a workbook show of a value, by the index of the style."""

    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    grounds: list[str] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    scheme: list[str] = field(default_factory=list)

    def blanks(self, style: int, is_text: bool) -> bool:
        """Return whether the number format of the style displays nothing, like ;;;."""
        return style < len(self.formats) and shows_nothing(self.formats[style], is_text)

    def paints_over(self, style: int) -> bool:
        """Return whether the style's text has the colour of its background."""
        return style < len(self.fonts) and is_same(self.fonts[style], self.grounds[style])

    def is_tiny(self, style: int) -> bool:
        """Return whether the style's text is too small to be seen."""
        return style < len(self.sizes) and self.sizes[style] <= TINY

    def ground_of(self, style: int) -> str:
        """Return the background colour of the style, or "" if unknown."""
        return self.grounds[style] if style < len(self.grounds) else WHITE

    @staticmethod
    def points(text: str) -> float:
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


def read_looks(package) -> Looks:
    names = [n for n in package.names if re.fullmatch(r"xl/styles\d*\.xml", n)]
    if not names:
        return Looks(scheme=read_scheme(package))
    root, scheme = package.root(names[0]), read_scheme(package)
    codes = {attribute(e, "numFmtId"): attribute(e, "formatCode") for e in named(root, "numFmt")}
    fonts = [colour(child(each, "color"), scheme, BLACK) for each in listed(root, "fonts")]
    grounds = [ground(each, scheme) for each in listed(root, "fills")]
    sizes = [attribute(child(each, "sz"), "val") for each in listed(root, "fonts")]
    looks = Looks(scheme=scheme)
    for style in listed(root, "cellXfs"):
        looks.formats.append(codes.get(attribute(style, "numFmtId"), ""))
        looks.fonts.append(at(fonts, attribute(style, "fontId"), BLACK))
        looks.sizes.append(Looks.points(at(sizes, attribute(style, "fontId"), "")))
        looks.grounds.append(at(grounds, attribute(style, "fillId"), WHITE))
    return looks


def listed(root, name: str) -> list:
    groups = named(root, name)
    return list(groups[0]) if groups else []


def at(values: list[str], number: str, otherwise: str) -> str:
    return values[int(number)] if number.isdecimal() and int(number) < len(values) else otherwise


def read_scheme(package) -> list[str]:
    """Return the colours of the workbook's theme in the order of the indexes that styles use."""
    names = [n for n in package.names if re.fullmatch(r"xl/theme/theme1\.xml", n)]
    schemes = named(package.root(names[0]), "clrScheme") if names else []
    if not schemes:
        return [WHITE, BLACK]
    found = {local(each): next(iter(each), None) for each in schemes[0]}
    return [scheme_colour(found.get(name)) for name in SCHEME]


def scheme_colour(element) -> str:
    if element is None:
        return ""
    return (attribute(element, "lastClr") or attribute(element, "val")).upper()


def colour(element, scheme: list[str], otherwise: str) -> str:
    """Return a colour as six hexadecimal digits, or "" if unknown."""
    if element is None:
        return otherwise
    if rgb := attribute(element, "rgb"):
        found = rgb.upper()[-6:]
    elif theme := attribute(element, "theme"):
        found = at(scheme, theme, "")
    elif index := attribute(element, "indexed"):
        found = INDEXED.get(index, f"indexed {index}")
    else:
        return otherwise
    tint = attribute(element, "tint")
    return f"{found} {tint}" if found and tint not in ("", "0") else found


def ground(fill, scheme: list[str]) -> str:
    pattern = child(fill, "patternFill")
    if pattern is None:
        return ""  # a gradient
    kind = attribute(pattern, "patternType")
    if kind == "solid":
        return colour(child(pattern, "fgColor"), scheme, "")
    return WHITE if kind in ("", "none") else ""


def painted_ranges(package, name: str, root) -> list[tuple[int, int, int, int]]:
    """Return the ranges whose background may come from a table or conditional formatting."""
    texts = [attribute(each, "sqref") for each in named(root, "conditionalFormatting")]
    for way in package.relations(name):
        if way.kind == "table" and way.target in package.names:
            texts.append(attribute(package.root(way.target), "ref"))
    return [box_of(found) for text in texts for found in RANGE.finditer(text)]


def box_of(found: re.Match) -> tuple[int, int, int, int]:
    first, top, last, bottom = found.groups()
    return number_of(first), int(top), number_of(last or first), int(bottom or top)


def number_of(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found
