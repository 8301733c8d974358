"""The appearance of text in Word files: from its run, its styles and its background."""

from dataclasses import dataclass, field

from .colours import BLACK, WHITE, is_same_colour, parse_hex
from .xmls import get_attribute, get_child, get_local_name, is_switched_on, list_named

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
class WordStyles:
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


def read_word_styles(root) -> WordStyles:
    styles = WordStyles()
    if root is None:
        return styles
    for style in list_named(root, "style"):
        key = get_attribute(style, "styleId")
        ground = read_shading(get_child(get_child(style, "pPr"), "shd")) or get_background(
            get_child(style, "rPr")
        )
        styles.own[key] = read_run_properties(get_child(style, "rPr")) | {"ground": ground or None}
        styles.base[key] = get_attribute(get_child(style, "basedOn"), "val")
        if get_attribute(style, "type") == "paragraph" and get_attribute(style, "default") == "1":
            styles.usual = key
    for defaults in list_named(root, "rPrDefault"):
        styles.own[""] = read_run_properties(get_child(defaults, "rPr"))
    return styles


def read_run_properties(properties) -> dict:
    """Return the values that run properties set; None for those not set."""
    switch, size = get_child(properties, "vanish"), get_child(properties, "sz")
    return {
        "hidden": None if switch is None else is_switched_on(switch),
        "size": None if size is None else parse_number(get_attribute(size, "val")),
        "colour": read_word_colour(get_child(properties, "color")),
    }


def parse_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def read_word_colour(element) -> str | None:
    """Return six digits, "" for a colour visible on any background, or None if not set."""
    if element is None:
        return None
    return parse_hex(get_attribute(element, "val")) or THEMED.get(
        get_attribute(element, "themeColor"), ""
    )


def get_background(properties) -> str:
    """Return the background colour that run properties set, or ""."""
    highlight = get_attribute(get_child(properties, "highlight"), "val")
    if highlight not in ("", "none"):
        return HIGHLIGHTS.get(highlight, UNKNOWN)
    return read_shading(get_child(properties, "shd"))


def read_shading(shading) -> str:
    """Return the colour of a shading, or "" if there is none."""
    kind = get_attribute(shading, "val") or "clear"
    if shading is None or kind == "nil":
        return ""
    if kind not in ("clear", "solid"):
        return UNKNOWN
    name = "fill" if kind == "clear" else "color"
    if found := parse_hex(get_attribute(shading, name)):
        return found
    return UNKNOWN if kind == "solid" or get_attribute(shading, "themeFill") else ""


def is_hidden_run(run, styles: WordStyles, colored_page: bool) -> bool:
    """Return whether the text of a run is invisible."""
    own, keys = get_child(run, "rPr"), get_style_keys(run, styles)
    looks = {
        name: found
        if (found := read_run_properties(own)[name]) is not None
        else get_from_styles(styles, keys, name)
        for name in ("hidden", "size", "colour")
    }
    if looks["hidden"] or 0 < (looks["size"] or 0) <= TINY or is_drawn_empty(own):
        return True
    if not looks["colour"]:
        return False
    return is_same_colour(
        looks["colour"], get_background_behind(run, styles, keys) or get_page_colour(colored_page)
    )


def get_page_colour(is_colored: bool) -> str:
    return UNKNOWN if is_colored else WHITE


def get_style_keys(run, styles: WordStyles) -> list[str]:
    """Return the styles of a run: its character style, then its paragraph style."""
    paragraph = next(run.iterancestors("{*}p"), None)
    keys = [
        get_attribute(get_child(get_child(run, "rPr"), "rStyle"), "val"),
        get_attribute(get_child(get_child(paragraph, "pPr"), "pStyle"), "val") or styles.usual,
    ]
    return [key for key in keys if key]


def get_from_styles(styles: WordStyles, keys: list[str], name: str):
    return next((v for key in [*keys, ""] if (v := styles.value(key, name)) is not None), None)


def is_drawn_empty(properties) -> bool:
    """Return whether text is drawn with neither fill nor outline (Word 2010)."""
    filling = get_child(properties, "textFill")
    return get_child(filling, "noFill") is not None and get_child(properties, "textOutline") is None


def get_background_behind(run, styles: WordStyles, keys: list[str]) -> str:
    """Return the background colour of a run, or "" for the page itself."""
    if found := get_background(get_child(run, "rPr")):
        return found
    for element in run.iterancestors():
        name = get_local_name(element)
        if name in ("txbxContent", "txbx", "textbox") or is_cover(element):
            return UNKNOWN
        properties = get_child(element, {"p": "pPr", "tc": "tcPr", "tbl": "tblPr"}.get(name, "-"))
        if found := read_shading(get_child(properties, "shd")):
            return found
        if name == "p" and (found := get_from_styles(styles, keys, "ground")):
            return found
        if (
            name == "tbl"
            and get_attribute(get_child(properties, "tblStyle"), "val") not in PLAIN_TABLES
        ):
            return UNKNOWN
    return ""


def is_cover(element) -> bool:
    """Return whether an element is a building block, such as a cover page over a picture."""
    return (
        get_local_name(element) == "sdt"
        and get_child(get_child(element, "sdtPr"), "docPartObj") is not None
    )
