"""The appearance of text in Word files: from its run, its styles and its background."""

from dataclasses import dataclass, field, replace

from .colours import BLACK, WHITE, is_same_colour, parse_hex
from .xmls import Element, get_attribute, get_child, get_local_name, is_switched_on, list_named

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
DEEPEST = 20  # styles that are based on one another
UNKNOWN = "?"  # a pattern, or the background from a table style


@dataclass(frozen=True)
class RunLooks:
    """What the properties of a run or of a style set; None for what they do not set."""

    hidden: bool | None = None
    size: int | None = None
    colour: str | None = None
    ground: str | None = None

    def over(self, lower: "RunLooks") -> "RunLooks":
        """Return these values, and those of `lower` where these are not set."""
        return RunLooks(
            lower.hidden if self.hidden is None else self.hidden,
            lower.size if self.size is None else self.size,
            lower.colour if self.colour is None else self.colour,
            lower.ground if self.ground is None else self.ground,
        )


@dataclass
class WordStyles:
    """The properties that each style sets itself, and the style it is based on."""

    own: dict[str, RunLooks] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)
    usual: str = ""  # default paragraph style; key "" of `own` has the document defaults

    def get_looks(self, keys: list[str]) -> RunLooks:
        """Return what these styles set, the first before the next, over the document defaults."""
        found = RunLooks()
        for key in [*keys, ""]:
            for each in self.list_chain(key):
                found = found.over(self.own.get(each, RunLooks()))
        return found

    def list_chain(self, key: str) -> list[str]:
        """Return a style and the styles it is based on."""
        keys = [key]
        while (key := self.base.get(key, "")) and len(keys) < DEEPEST:
            keys.append(key)
        return keys


def read_word_styles(root: Element | None) -> WordStyles:
    styles = WordStyles()
    if root is None:
        return styles
    for style in list_named(root, "style"):
        key = get_attribute(style, "styleId")
        ground = read_shading(get_child(get_child(style, "pPr"), "shd")) or get_background(
            get_child(style, "rPr")
        )
        styles.own[key] = replace(
            read_run_properties(get_child(style, "rPr")), ground=ground or None
        )
        styles.base[key] = get_attribute(get_child(style, "basedOn"), "val")
        if get_attribute(style, "type") == "paragraph" and get_attribute(style, "default") == "1":
            styles.usual = key
    for defaults in list_named(root, "rPrDefault"):
        styles.own[""] = read_run_properties(get_child(defaults, "rPr"))
    return styles


def read_run_properties(properties: Element | None) -> RunLooks:
    """Return what run properties set, without their background."""
    switch, size = get_child(properties, "vanish"), get_child(properties, "sz")
    return RunLooks(
        hidden=None if switch is None else is_switched_on(switch),
        size=None if size is None else parse_number(get_attribute(size, "val")),
        colour=read_word_colour(get_child(properties, "color")),
    )


def parse_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def read_word_colour(element: Element | None) -> str | None:
    """Return six digits, "" for a colour visible on any background, or None if not set."""
    if element is None:
        return None
    return parse_hex(get_attribute(element, "val")) or THEMED.get(
        get_attribute(element, "themeColor"), ""
    )


def get_background(properties: Element | None) -> str:
    """Return the background colour that run properties set, or ""."""
    highlight = get_attribute(get_child(properties, "highlight"), "val")
    if highlight not in ("", "none"):
        return HIGHLIGHTS.get(highlight, UNKNOWN)
    return read_shading(get_child(properties, "shd"))


def read_shading(shading: Element | None) -> str:
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


def is_hidden_run(run: Element, styles: WordStyles, colored_page: bool) -> bool:
    """Return whether the text of a run is invisible."""
    own = get_child(run, "rPr")
    looks = read_run_properties(own).over(styles.get_looks(get_style_keys(run, styles)))
    if looks.hidden or 0 < (looks.size or 0) <= TINY or is_drawn_empty(own):
        return True
    if not looks.colour:
        return False
    return is_same_colour(
        looks.colour, get_background_behind(run, looks) or get_page_colour(colored_page)
    )


def get_page_colour(is_colored: bool) -> str:
    return UNKNOWN if is_colored else WHITE


def get_style_keys(run: Element, styles: WordStyles) -> list[str]:
    """Return the styles of a run: its character style, then its paragraph style."""
    paragraph = next(run.iterancestors("{*}p"), None)
    keys = [
        get_attribute(get_child(get_child(run, "rPr"), "rStyle"), "val"),
        get_attribute(get_child(get_child(paragraph, "pPr"), "pStyle"), "val") or styles.usual,
    ]
    return [key for key in keys if key]


def is_drawn_empty(properties: Element | None) -> bool:
    """Return whether text is drawn with neither fill nor outline (Word 2010)."""
    filling = get_child(properties, "textFill")
    return get_child(filling, "noFill") is not None and get_child(properties, "textOutline") is None


def get_background_behind(run: Element, looks: RunLooks) -> str:
    """Return the background colour of a run with these looks, or "" for the page itself."""
    if found := get_background(get_child(run, "rPr")):
        return found
    for element in run.iterancestors():
        name = get_local_name(element)
        if name in ("txbxContent", "txbx", "textbox") or is_cover(element):
            return UNKNOWN
        properties = get_child(element, {"p": "pPr", "tc": "tcPr", "tbl": "tblPr"}.get(name, "-"))
        if found := read_shading(get_child(properties, "shd")):
            return found
        if name == "p" and looks.ground:
            return looks.ground
        if (
            name == "tbl"
            and get_attribute(get_child(properties, "tblStyle"), "val") not in PLAIN_TABLES
        ):
            return UNKNOWN
    return ""


def is_cover(element: Element) -> bool:
    """Return whether an element is a building block, such as a cover page over a picture."""
    return (
        get_local_name(element) == "sdt"
        and get_child(get_child(element, "sdtPr"), "docPartObj") is not None
    )
