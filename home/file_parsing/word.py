"""Unseen text of Word documents (ECMA-376, part 1, chapter 17)."""

import re
from collections.abc import Callable

from .word_looks import Styles, is_hidden
from .xmls import attribute, child, local, named, remove, space, text_of, unwrap

Note = Callable[..., None]
GONE = {"del", "moveFrom"}
CAME = {"ins", "moveTo"}
# Traces of editing: tracked formatting changes, comment ranges, permissions.
TRACES = [
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblGridChange",
    "tcPrChange",
    "trPrChange",
    "tblPrExChange",
    "numberingChange",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "annotationRef",
    "permStart",
    "permEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
    "dataBinding",
]
# Settings that name people, locations outside the file, or the editing history.
SETTINGS = [
    "docVars",
    "mailMerge",
    "attachedTemplate",
    "writeProtection",
    "trackRevisions",
    "rsids",
    "revisionView",
    "attachedSchema",
    "saveThroughXslt",
]
FIELD_WITH_A_PROGRAM = re.compile(
    r"^\s*\\?\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b",
    re.IGNORECASE,
)
RUN_END = {"fldChar"}


def sift(root, styles: Styles, note: Note) -> None:
    """Report and remove the unseen text of a body, header, note or similar part."""
    for element in named(root, *TRACES):
        remove(element)
    accept_changes(root, note)
    take_hidden(root, styles, note)
    take_dangerous_fields(root, note)


def is_words(element) -> bool:
    return "wordprocessingml" in space(element)


def accept_changes(root, note: Note) -> None:
    """Report deleted, moved and inserted text; keep the text as if all changes were accepted."""
    for row in named(root, "tr"):
        if child(child(row, "trPr"), "del") is not None and row.getparent() is not None:
            note("deleted", text_of(row))
            remove(row)
    for cell in named(root, "cellDel"):
        empty(cell.getparent().getparent(), note)
    for element in named(root, *GONE):
        if is_words(element) and element.getparent() is not None:
            inside = local(element.getparent())
            if inside == "rPr":
                merge_paragraph(element)
            else:
                note("deleted", text_of(element))
                remove(element)
    for element in named(root, *CAME, "cellIns"):
        if is_words(element):
            note("inserted", text_of(element))
            unwrap(element)


def empty(cell, note: Note) -> None:
    """Remove the text of a cell that is marked as deleted."""
    note("deleted", text_of(cell))
    for run in named(cell, "r"):
        remove(run)


def merge_paragraph(mark) -> None:
    """Remove a paragraph whose paragraph mark was deleted, if nothing else is left in it."""
    paragraph = mark.getparent().getparent().getparent()
    remove(mark)
    if paragraph is None or local(paragraph) != "p" or paragraph.getparent() is None:
        return
    rest = [each for each in paragraph if local(each) not in {"pPr", *GONE}]
    holds_paragraphs = local(paragraph.getparent()) in ("body", "txbxContent")
    if not rest and holds_paragraphs and not named(paragraph, "sectPr", *GONE):
        remove(paragraph)


def take_hidden(root, styles: Styles, note: Note) -> None:
    """Report and remove runs that are hidden, in the background colour, or too small to see."""
    colored_page = bool(named(root, "background"))
    for run in named(root, "r"):
        if is_words(run) and is_hidden(run, styles, colored_page):
            words = "\n".join(text_of(each) for each in run if local(each) != "rPr")
            note("hidden_text", words)
            take_content(run)


def take_content(run) -> None:
    """Empty a run; field characters stay, because without them the text after them would change."""
    for each in list(run):
        if local(each) not in {"rPr", *RUN_END}:
            run.remove(each)


def instructions(root) -> list[tuple[str, list]]:
    """Return the fields of a text: the instruction of each, and its elements."""
    found = [(attribute(each, "instr"), [each]) for each in named(root, "fldSimple")]
    depth: list[list] = []
    loose = []  # instructions outside any field
    for element in root.iter("{*}fldChar", "{*}instrText"):
        if local(element) == "instrText":
            (depth[-1] if depth else loose).append(element)
        elif attribute(element, "fldCharType") == "begin":
            depth.append([])
        elif depth and attribute(element, "fldCharType") == "end":
            parts = depth.pop()
            found.append(("".join(each.text or "" for each in parts), parts))
    loose += [each for parts in depth for each in parts]
    return [*found, *[(each.text or "", [each]) for each in loose]]


def take_dangerous_fields(root, note: Note) -> None:
    """Report fields that fetch or run something automatically, and keep only their results."""
    for words, elements in instructions(root):
        if not FIELD_WITH_A_PROGRAM.match(words):
            continue
        dde = words.strip().upper().startswith("DDE")
        note("active", words, code="dde" if dde else "external")
        for element in elements:
            if local(element) == "fldSimple":
                unwrap(element)
            else:
                element.text = ""


def sift_settings(root, note: Note) -> None:
    """Report and remove settings that do not affect how the document looks."""
    for element in named(root, *SETTINGS):
        if local(element) != "rsids":
            values = [attribute(each, key) for each in element.iter() for key in ("name", "val")]
            note("properties", "\n".join(filter(None, [*values, text_of(element)])))
        if element.getparent() is not None:
            remove(element)
