"""The appearance of text in Word files: from its run, its styles and its background."""

from dataclasses import dataclass, field

from .colours import BLACK, WHITE, hex_of, is_same
from .xmls import attribute, child, is_on, local, named

TINY = 2  # half-points
PLAIN_TABLES = {"", "TableGrid", "TableNormal"}
THEMED = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK}
HIGHLIGHTS = {
    "white": WHITE,
    "black": BLACK,
    "yellow": "FFFF00",
    "green": "00FF00",
    "cyan": "00FFFF",
    "magenta": "FF00FF",
    "blue": "0000FF",
    "red": "FF0000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "darkGray": "808080",
    "lightGray": "C0C0C0",
}
UNKNOWN = "?"  # a pattern, or the background from a table style


@dataclass
class Styles:
    """The properties that each style sets itself, and the style it is based on."""

    own: dict[str, dict] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)
    usual: str = ""  # default paragraph style; key "" of `own` has the document defaults

    def value(self, key: str, name: str):
        """Return a property of a style or of the styles it is based on, or None."""
        for _ in range(20):
            if (found := self.own.get(key, {}).get(name)) is not None:
                return found
            key = self.base.get(key, "")
            if not key:
                break
        return None


def read_styles(root) -> Styles:
    styles = Styles()
    if root is None:
        return styles
    for style in named(root, "style"):
        key = attribute(style, "styleId")
        ground = ground_of(child(child(style, "pPr"), "shd")) or ground_in(child(style, "rPr"))
        styles.own[key] = said(child(style, "rPr")) | {"ground": ground or None}
        styles.base[key] = attribute(child(style, "basedOn"), "val")
        if attribute(style, "type") == "paragraph" and attribute(style, "default") == "1":
            styles.usual = key
    for defaults in named(root, "rPrDefault"):
        styles.own[""] = said(child(defaults, "rPr"))
    return styles


def said(properties) -> dict:
    """Return the values that run properties set; None for those not set."""
    switch, size = child(properties, "vanish"), child(properties, "sz")
    return {
        "hidden": None if switch is None else is_on(switch),
        "size": None if size is None else number(attribute(size, "val")),
        "colour": colour(child(properties, "color")),
    }


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def colour(element) -> str | None:
    """Return six digits, "" for a colour visible on any background, or None if not set."""
    if element is None:
        return None
    return hex_of(attribute(element, "val")) or THEMED.get(attribute(element, "themeColor"), "")


def ground_in(properties) -> str:
    """Return the background colour that run properties set, or ""."""
    highlight = attribute(child(properties, "highlight"), "val")
    if highlight not in ("", "none"):
        return HIGHLIGHTS.get(highlight, UNKNOWN)
    return ground_of(child(properties, "shd"))


def ground_of(shading) -> str:
    """Return the colour of a shading, or "" if there is none."""
    kind = attribute(shading, "val") or "clear"
    if shading is None or kind == "nil":
        return ""
    if kind not in ("clear", "solid"):
        return UNKNOWN
    name = "fill" if kind == "clear" else "color"
    if found := hex_of(attribute(shading, name)):
        return found
    return UNKNOWN if kind == "solid" or attribute(shading, "themeFill") else ""


def is_hidden(run, styles: Styles, colored_page: bool) -> bool:
    """Return whether the text of a run is invisible."""
    own, keys = child(run, "rPr"), style_keys(run, styles)
    looks = {
        name: found if (found := said(own)[name]) is not None else by_styles(styles, keys, name)
        for name in ("hidden", "size", "colour")
    }
    if looks["hidden"] or 0 < (looks["size"] or 0) <= TINY or is_emptied(own):
        return True
    if not looks["colour"]:
        return False
    return is_same(looks["colour"], ground_behind(run, styles, keys) or page(colored_page))


def page(is_colored: bool) -> str:
    return UNKNOWN if is_colored else WHITE


def style_keys(run, styles: Styles) -> list[str]:
    """Return the styles of a run: its character style, then its paragraph style."""
    paragraph = next(run.iterancestors("{*}p"), None)
    keys = [
        attribute(child(child(run, "rPr"), "rStyle"), "val"),
        attribute(child(child(paragraph, "pPr"), "pStyle"), "val") or styles.usual,
    ]
    return [key for key in keys if key]


def by_styles(styles: Styles, keys: list[str], name: str):
    return next((v for key in [*keys, ""] if (v := styles.value(key, name)) is not None), None)


def is_emptied(properties) -> bool:
    """Return whether text is drawn with neither fill nor outline (Word 2010)."""
    filling = child(properties, "textFill")
    return child(filling, "noFill") is not None and child(properties, "textOutline") is None


def ground_behind(run, styles: Styles, keys: list[str]) -> str:
    """Return the background colour of a run, or "" for the page itself."""
    if found := ground_in(child(run, "rPr")):
        return found
    for element in run.iterancestors():
        name = local(element)
        if name in ("txbxContent", "txbx", "textbox") or is_cover(element):
            return UNKNOWN
        properties = child(element, {"p": "pPr", "tc": "tcPr", "tbl": "tblPr"}.get(name, "-"))
        if found := ground_of(child(properties, "shd")):
            return found
        if name == "p" and (found := by_styles(styles, keys, "ground")):
            return found
        if name == "tbl" and attribute(child(properties, "tblStyle"), "val") not in PLAIN_TABLES:
            return UNKNOWN
    return ""


def is_cover(element) -> bool:
    """Return whether an element is a building block, such as a cover page over a picture."""
    return local(element) == "sdt" and child(child(element, "sdtPr"), "docPartObj") is not None
