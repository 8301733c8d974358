"""A Word file as lines: ECMA-376, part 1, chapter 17 (WordprocessingML)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from home.texts.extract.archive import opened, part
from home.texts.extract.trouble import Damaged, TooBig, Trouble

from .lines import Line, clean

MOST_LINES = 20_000
OF_THE_PAPER = 10  # the level of the paper's own title
DEEPEST = 60  # tables in tables, boxes in boxes
HEADING_NAME = re.compile(r"^(?:heading|otsikko|rubrik|überschrift)\s*(\d)$", re.IGNORECASE)
TITLE_NAME = re.compile(r"^(?:title|otsikko|rubrik|asiakirjan otsikko)$", re.IGNORECASE)
NOTES = {"footnotes": "alaviite", "endnotes": "loppuviite"}
MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
# Deleted words, and the second copy of a text box for old programs.
LEFT_OUT = {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr"}
MACROS = "word/vbaProject.bin"
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Macros(Trouble):
    """The file carries a program."""


def lines_of_docx(content: bytes) -> list[Line]:
    """The lines of the body in order, then notes, then what stands in the margins of pages."""
    with opened(content) as archive:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise Damaged
        if MACROS in names:
            raise Macros

        def xml(name):
            return parsed(part(archive, name)) if name in names else None

        styles = read_styles(xml("word/styles.xml"))
        reader = Body(styles, read_numbering(xml("word/numbering.xml")))
        body = child(xml("word/document.xml"), "body")
        if body is None:
            raise Damaged
        reader.read(body)
        for name, place in NOTES.items():
            reader.read_apart(xml(f"word/{name}.xml"), place)
        for name in sorted(filter(MARGINS.fullmatch, names)):
            reader.read_apart(xml(name), "sivun reuna")
    return reader.lines


def parsed(xml: bytes) -> Element:
    try:
        return fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Damaged from error


# Small doors to the XML, whatever the dialect of its names


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


# Styles and numbers


@dataclass
class Style:
    """What of a style concerns us: is it a heading, bold, counted."""

    heading: int = 0
    bold: bool = False
    numbering: tuple[str, int] | None = None
    based_on: str = ""


def read_styles(root) -> dict[str, Style]:
    """The styles by their ids, each with what it takes from those it is based on."""
    raw = {}
    for element in root if root is not None else ():
        if tag(element) == "style":
            raw[value(element, "styleId")] = own_style(element)
    return {key: inherited(raw, key) for key in raw}


def own_style(element) -> Style:
    name = value(child(element, "name"))
    properties = child(element, "pPr")
    level = whole_number(value(child(properties, "outlineLvl")), 9)
    named = HEADING_NAME.match(name)
    heading = int(named[1]) if named else (level + 1 if level < 9 else 0)
    if TITLE_NAME.match(name):
        heading = OF_THE_PAPER
    bold = is_on(child(child(element, "rPr"), "b"))
    based_on = value(child(element, "basedOn"))
    return Style(heading, bold, numbering_of(properties), based_on)


def inherited(styles: dict[str, Style], key: str) -> Style:
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


def numbering_of(properties) -> tuple[str, int] | None:
    """Which list a paragraph is counted in, and how deep; "0" is Word's word for none."""
    numbering = child(properties, "numPr")
    if numbering is None:
        return None
    level = whole_number(value(child(numbering, "ilvl")))
    return value(child(numbering, "numId"), otherwise="0"), max(0, min(level, 8))


@dataclass
class Level:
    """How one level of a list is counted and written."""

    kind: str = "decimal"
    pattern: str = "%1."
    start: int = 1


def read_numbering(root) -> dict[str, list[Level]]:
    """The nine levels of every list, by the list's id."""
    abstract, lists = {}, {}
    for element in root if root is not None else ():
        if tag(element) == "abstractNum":
            abstract[value(element, "abstractNumId")] = read_levels(element)
        elif tag(element) == "num":
            levels = abstract.get(value(child(element, "abstractNumId")), [Level()] * 9)
            lists[value(element, "numId")] = with_starts(levels, element)
    return lists


def read_levels(element) -> list[Level]:
    levels = [Level() for _ in range(9)]
    for each in element:
        depth = whole_number(value(each, "ilvl"), 9)
        if tag(each) == "lvl" and 0 <= depth < 9:
            levels[depth] = Level(
                value(child(each, "numFmt"), otherwise="decimal"),
                value(child(each, "lvlText")),
                whole_number(value(child(each, "start")), 1),
            )
    return levels


def with_starts(levels: list[Level], element) -> list[Level]:
    """The levels with the numbers that this list begins from."""
    levels = list(levels)
    for each in element:
        depth = whole_number(value(each, "ilvl"), 9)
        start = value(child(each, "startOverride"))
        if tag(each) == "lvlOverride" and 0 <= depth < 9 and start:
            levels[depth] = replace(levels[depth], start=whole_number(start, 1))
    return levels


def written(count: int, kind: str) -> str:
    """A number as a list writes it."""
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + count - 1)
    if kind in ("lowerRoman", "upperRoman") and 1 <= count <= 39:
        text = ""
        for step, letters in ROMAN:
            text, count = text + letters * (count // step), count % step
        return text if kind == "lowerRoman" else text.upper()
    return str(count)


# The body


@dataclass
class Body:
    """Walks through a body and writes down its lines, counting as Word counts."""

    styles: dict[str, Style]
    numbering: dict[str, list[Level]]
    lines: list[Line] = field(default_factory=list)
    counts: dict = field(default_factory=lambda: defaultdict(dict))
    place: str = ""

    def read(self, element, depth=0):
        if depth > DEEPEST:
            raise TooBig
        for each in element:
            if len(self.lines) > MOST_LINES:
                raise TooBig
            name = tag(each)
            if name == "p":
                self.paragraph(each, depth)
            elif name == "tbl":
                self.table(each, depth)
            elif name not in LEFT_OUT:
                self.read(each, depth + 1)

    def read_apart(self, root, place):
        """What stands outside the body: each line knows where; the same words are told once."""
        if root is None:
            return
        reader = Body(self.styles, self.numbering, place=place)
        reader.read(root)
        known = {line.whole for line in self.lines if line.place == place}
        self.lines += [line for line in reader.lines if line.whole not in known]

    def paragraph(self, element, depth):
        properties = child(element, "pPr")
        style = self.styles.get(value(child(properties, "pStyle")), Style())
        numbering = numbering_of(properties) or style.numbering
        level = whole_number(value(child(properties, "outlineLvl")), 9)
        heading = level + 1 if level < 9 else style.heading
        runs = list(runs_of(element, style.bold))
        is_empty = not any(text.strip() for text, _bold in runs)
        number, bullet = self.counted(None if is_empty else numbering)
        for position, (text, bold) in enumerate(split_lines(runs)):
            first = position == 0
            line = Line(text, heading, number * first, bold, bullet and first, place=self.place)
            self.lines.append(line)
        for box in boxes_of(element):
            self.read(box, depth + 1)

    def counted(self, numbering) -> tuple[str, bool]:
        """The number of the next paragraph of a list, or that it has a bullet."""
        if numbering is None or numbering[0] not in self.numbering:
            return "", False
        key, depth = numbering
        levels = self.numbering[key]
        if levels[depth].kind in ("bullet", "none"):
            return "", levels[depth].kind == "bullet"
        counts = self.counts[key]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

        def number(match):
            at = int(match[1]) - 1
            return written(counts.get(at, levels[at].start), levels[at].kind)

        return clean(re.sub(r"%([1-9])", number, levels[depth].pattern)), False

    def table(self, element, depth):
        for row in element:
            if tag(row) in ("sdt", "sdtContent", "ins", "customXml"):
                self.table(row, depth)
            if tag(row) != "tr":
                continue
            cells = [self.cell(cell, depth) for cell in row.iter() if tag(cell) == "tc"]
            if any(cells):
                words = clean(" ".join(filter(None, cells)).replace("\n", " "))
                self.lines.append(Line(words, cells=tuple(cells), place=self.place))

    def cell(self, element, depth) -> str:
        if depth > DEEPEST:
            raise TooBig
        inside = Body(self.styles, self.numbering)
        inside.counts = self.counts
        for each in element:
            if tag(each) == "p":
                inside.paragraph(each, depth + 1)
            elif tag(each) not in ("tbl", *LEFT_OUT):  # a table in it brings its own cells
                inside.read(each, depth + 1)
        return "\n".join(line.whole for line in inside.lines)


def runs_of(element, bold=False):
    """The words of a paragraph with whether they are bold; boxes are read on their own."""
    for each in element:
        name = tag(each)
        if name == "r":
            switch = child(child(each, "rPr"), "b")
            strong = bold if switch is None else is_on(switch)
            yield from ((text, strong) for text in words_of(each))
        elif name not in LEFT_OUT and name not in ("txbxContent", "tbl"):
            yield from runs_of(each, bold)


def words_of(run):
    for each in run:
        name = tag(each)
        if name == "t":
            yield each.text or ""
        elif name in BREAKS:
            yield BREAKS[name]
        elif name == "sym":
            yield " "


def split_lines(runs) -> Iterator[tuple[str, bool]]:
    """The lines of a paragraph that was broken by hand, and whether all of each is bold."""
    lines = [[]]
    for text, bold in runs:
        first, *others = text.split("\n")
        lines[-1].append((first, bold))
        lines += [[(other, bold)] for other in others]
    for line in lines:
        if words := clean("".join(text for text, _bold in line)):
            yield words, all(bold for text, bold in line if text.strip())


def boxes_of(element):
    """The text boxes that hang on a paragraph, the outermost of each."""
    for each in element:
        name = tag(each)
        if name == "txbxContent":
            yield each
        elif name not in LEFT_OUT:
            yield from boxes_of(each)
