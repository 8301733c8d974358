"""Unseen text of Word documents (ECMA-376, part 1, chapter 17)."""

import re
from collections.abc import Callable

from .word_looks import WordStyles, is_hidden_run
from .xmls import (
    Element,
    get_ancestor,
    get_attribute,
    get_child,
    get_local_name,
    get_namespace,
    get_text,
    list_named,
    remove_element,
    unwrap_element,
)

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


def sift_word_part(root: Element, styles: WordStyles, note: Note) -> None:
    """Report and remove the unseen text of a body, header, note or similar part."""
    for element in list_named(root, *TRACES):
        remove_element(element)
    accept_changes(root, note)
    take_hidden_runs(root, styles, note)
    take_dangerous_fields(root, note)


def is_word_element(element: Element) -> bool:
    return "wordprocessingml" in get_namespace(element)


def accept_changes(root: Element, note: Note) -> None:
    """Report deleted, moved and inserted text; keep the text as if all changes were accepted."""
    for row in list_named(root, "tr"):
        if get_child(get_child(row, "trPr"), "del") is not None and row.getparent() is not None:
            note("deleted", get_text(row))
            remove_element(row)
    for cell in list_named(root, "cellDel"):
        if (whole := get_ancestor(cell, 2)) is not None:
            empty_cell(whole, note)
    for element in list_named(root, *GONE):
        if is_word_element(element) and element.getparent() is not None:
            inside = get_local_name(element.getparent())
            if inside == "rPr":
                merge_paragraph(element)
            else:
                note("deleted", get_text(element))
                remove_element(element)
    for element in list_named(root, *CAME, "cellIns"):
        if is_word_element(element):
            note("inserted", get_text(element))
            unwrap_element(element)


def empty_cell(cell: Element, note: Note) -> None:
    """Remove the text of a cell that is marked as deleted."""
    note("deleted", get_text(cell))
    for run in list_named(cell, "r"):
        remove_element(run)


def merge_paragraph(mark: Element) -> None:
    """Remove a paragraph whose paragraph mark was deleted, if nothing else is left in it."""
    paragraph = get_ancestor(mark, 3)
    remove_element(mark)
    if paragraph is None or get_local_name(paragraph) != "p" or paragraph.getparent() is None:
        return
    rest = [each for each in paragraph if get_local_name(each) not in {"pPr", *GONE}]
    holds_paragraphs = get_local_name(paragraph.getparent()) in ("body", "txbxContent")
    if not rest and holds_paragraphs and not list_named(paragraph, "sectPr", *GONE):
        remove_element(paragraph)


def take_hidden_runs(root: Element, styles: WordStyles, note: Note) -> None:
    """Report and remove runs that are hidden, in the background colour, or too small to see."""
    colored_page = bool(list_named(root, "background"))
    for run in list_named(root, "r"):
        if is_word_element(run) and is_hidden_run(run, styles, colored_page):
            words = "\n".join(get_text(each) for each in run if get_local_name(each) != "rPr")
            note("hidden_text", words)
            empty_run(run)


def empty_run(run: Element) -> None:
    """Empty a run; field characters stay, because without them the text after them would change."""
    for each in list(run):
        if get_local_name(each) not in {"rPr", *RUN_END}:
            run.remove(each)


def list_fields(root: Element) -> list[tuple[str, list[Element]]]:
    """Return the fields of a text: the instruction of each, and its elements."""
    found = [(get_attribute(each, "instr"), [each]) for each in list_named(root, "fldSimple")]
    depth: list[list[Element]] = []
    loose: list[Element] = []  # instructions outside any field
    for element in root.iter("{*}fldChar", "{*}instrText"):
        if get_local_name(element) == "instrText":
            (depth[-1] if depth else loose).append(element)
        elif get_attribute(element, "fldCharType") == "begin":
            depth.append([])
        elif depth and get_attribute(element, "fldCharType") == "end":
            parts = depth.pop()
            found.append(("".join(each.text or "" for each in parts), parts))
    loose += [each for parts in depth for each in parts]
    return [*found, *[(each.text or "", [each]) for each in loose]]


def take_dangerous_fields(root: Element, note: Note) -> None:
    """Report fields that fetch or run something automatically, and keep only their results."""
    for words, elements in list_fields(root):
        if not FIELD_WITH_A_PROGRAM.match(words):
            continue
        dde = words.strip().upper().startswith("DDE")
        note("active", words, code="dde" if dde else "external")
        for element in elements:
            if get_local_name(element) == "fldSimple":
                unwrap_element(element)
            else:
                element.text = ""


def sift_settings(root: Element, note: Note) -> None:
    """Report and remove settings that do not affect how the document looks."""
    for element in list_named(root, *SETTINGS):
        if get_local_name(element) != "rsids":
            values = [
                get_attribute(each, key) for each in element.iter() for key in ("name", "val")
            ]
            note("properties", "\n".join(filter(None, [*values, get_text(element)])))
        if element.getparent() is not None:
            remove_element(element)
