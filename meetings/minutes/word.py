"""The lines of a Word file: ECMA-376, part 1, chapter 17 (WordprocessingML)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from home.file_parsing import word, word_looks, xmls
from home.file_parsing.extract.archive import open_archive, read_part
from home.file_parsing.extract.seen import sift_xml
from home.file_parsing.extract.trouble import Damaged, TooBig, Trouble

from .lines import Line, clean_words
from .styles import (
    ListLevel,
    Style,
    format_number,
    read_numbering,
    read_paragraph_numbering,
    read_styles,
)
from .word_xml import first_child, is_enabled, tag, value, whole_number

MOST_LINES = 20_000
DEEPEST = 60  # nesting of tables and text boxes
NOTES = {"footnotes": "alaviite", "endnotes": "loppuviite"}
MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
# Deleted text, and the second copy of a text box for old programs.
LEFT_OUT = {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr"}
MACROS = "word/vbaProject.bin"
STYLES = "word/styles.xml"
HIDDEN, STRUCK = "piilotettu teksti", "yliviivattu teksti"
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "ptab": "\t"}


class Macros(Trouble):
    """The file contains macros."""


def lines_of_docx(content: bytes) -> list[Line]:
    """Return the lines of the body in order, then notes, then headers and footers."""
    with open_archive(content) as archive:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise Damaged
        if MACROS in names:
            raise Macros

        looks = read_part(archive, STYLES) if STYLES in names else None
        aside: list[Line] = []

        def xml(name: str) -> Element | None:
            return (
                parse_part(sift_hidden(read_part(archive, name), looks, aside))
                if name in names
                else None
            )

        styles = read_styles(xml(STYLES))
        reader = Body(styles, read_numbering(xml("word/numbering.xml")))
        body = first_child(xml("word/document.xml"), "body")
        if body is None:
            raise Damaged
        reader.read(body)
        for name, place in NOTES.items():
            reader.read_apart(xml(f"word/{name}.xml"), place)
        for name in sorted(filter(MARGINS.fullmatch, names)):
            reader.read_apart(xml(name), "sivun reuna")
    return [*reader.lines, *aside]


def sift_hidden(content: bytes, styles: bytes | None, aside: list[Line]) -> bytes:
    """Return a part without hidden and struck-through words, which are added to `aside`."""

    def note(kind: str, text: str, *_place: object, **_more: object) -> None:
        if kind == "hidden_text" and (words := clean_words(text.replace("\n", " "))):
            aside.append(Line(words, place=HIDDEN))

    def sift(root: xmls.Element) -> None:
        word.sift_word_part(root, known_styles(styles), note)
        for run in runs_struck(root):
            if words := clean_words(xmls.get_text(run).replace("\n", " ")):
                aside.append(Line(words, place=STRUCK))
            word.empty_run(run)

    return sift_xml(content, sift)


def known_styles(styles: bytes | None) -> word_looks.WordStyles:
    """Return which styles hide their text; none if the part is damaged."""
    try:
        return word_looks.read_word_styles(xmls.parse_xml(styles) if styles else None)
    except Damaged:
        return word_looks.WordStyles()


def runs_struck(root: xmls.Element) -> list[xmls.Element]:
    """Return the runs that are struck through."""
    switches = ((run, xmls.get_child(run, "rPr")) for run in xmls.list_named(root, "r"))
    return [
        run
        for run, properties in switches
        if any(
            xmls.is_switched_on(xmls.get_child(properties, name)) for name in ("strike", "dstrike")
        )
    ]


def parse_part(xml: bytes) -> Element:
    """Return the root of a part; raise Damaged for broken or dangerous XML."""
    try:
        root: Element = fromstring(xml)
        return root
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Damaged from error


# The body


@dataclass
class Body:
    """Collects the lines of a body, numbering lists as Word does."""

    styles: dict[str, Style]
    numbering: dict[str, list[ListLevel]]
    lines: list[Line] = field(default_factory=list)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    place: str = ""

    def read(self, element: Element, depth: int = 0) -> None:
        """Read every paragraph and table in an element."""
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

    def read_apart(self, root: Element | None, place: str) -> None:
        """Read a part outside the body: each line gets its place, repeated words are read once."""
        if root is None:
            return
        reader = Body(self.styles, self.numbering, place=place)
        reader.read(root)
        known = {line.whole for line in self.lines if line.place == place}
        self.lines += [line for line in reader.lines if line.whole not in known]

    def paragraph(self, element: Element, depth: int) -> None:
        """Read a paragraph, split at its manual line breaks, and its text boxes."""
        properties = first_child(element, "pPr")
        style = self.styles.get(value(first_child(properties, "pStyle")), Style())
        numbering = read_paragraph_numbering(properties) or style.numbering
        level = whole_number(value(first_child(properties, "outlineLvl")), 9)
        heading = level + 1 if level < 9 else style.heading
        runs = list(read_runs(element, style.bold))
        is_empty = not any(text.strip() for text, _bold in runs)
        number, bullet = self.counted(None if is_empty else numbering)
        for position, (text, bold) in enumerate(split_lines(runs)):
            first = position == 0
            line = Line(text, heading, number * first, bold, bullet and first, place=self.place)
            self.lines.append(line)
        for box in find_text_boxes(element):
            self.read(box, depth + 1)

    def counted(self, numbering: tuple[str, int] | None) -> tuple[str, bool]:
        """Return the number of the next paragraph of a list, and whether it has a bullet."""
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

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return format_number(counts.get(at, levels[at].start), levels[at].kind)

        return clean_words(re.sub(r"%([1-9])", number, levels[depth].pattern)), False

    def table(self, element: Element, depth: int) -> None:
        """Read a table, one line per row."""
        for row in element:
            if tag(row) in ("sdt", "sdtContent", "ins", "customXml"):
                self.table(row, depth)
            if tag(row) != "tr":
                continue
            cells = [self.cell(cell, depth) for cell in row.iter() if tag(cell) == "tc"]
            if any(cells):
                words = clean_words(" ".join(filter(None, cells)).replace("\n", " "))
                self.lines.append(Line(words, cells=tuple(cells), place=self.place))

    def cell(self, element: Element, depth: int) -> str:
        """Return the text of a cell, without tables in it."""
        if depth > DEEPEST:
            raise TooBig
        inside = Body(self.styles, self.numbering)
        inside.counts = self.counts
        for each in element:
            if tag(each) == "p":
                inside.paragraph(each, depth + 1)
            elif tag(each) not in ("tbl", *LEFT_OUT):  # a nested table adds its own cells
                inside.read(each, depth + 1)
        return "\n".join(line.whole for line in inside.lines)


def read_runs(element: Element, bold: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the text of a paragraph and whether it is bold; text boxes are read separately."""
    for each in element:
        name = tag(each)
        if name == "r":
            switch = first_child(first_child(each, "rPr"), "b")
            strong = bold if switch is None else is_enabled(switch)
            yield from ((text, strong) for text in run_texts(each))
        elif name not in LEFT_OUT and name not in ("txbxContent", "tbl"):
            yield from read_runs(each, bold)


def run_texts(run: Element) -> Iterator[str]:
    """Yield the text of a run, with its breaks and tabs."""
    for each in run:
        name = tag(each)
        if name == "t":
            yield each.text or ""
        elif name in BREAKS:
            yield BREAKS[name]
        elif name == "sym":
            yield " "


def split_lines(runs: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a paragraph with manual breaks, and whether all of each is bold."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, bold in runs:
        first, *others = text.split("\n")
        lines[-1].append((first, bold))
        lines += [[(other, bold)] for other in others]
    for line in lines:
        if words := clean_words("".join(text for text, _bold in line)):
            yield words, all(bold for text, bold in line if text.strip())


def find_text_boxes(element: Element) -> Iterator[Element]:
    """Yield the outermost text boxes anchored to a paragraph."""
    for each in element:
        name = tag(each)
        if name == "txbxContent":
            yield each
        elif name not in LEFT_OUT:
            yield from find_text_boxes(each)
