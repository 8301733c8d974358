"""What readers do not see in the text, tables and slides of an OpenDocument file."""

import re

from .odf_looks import OdfStyles, get_repetitions, take_unseen
from .report import FileReport
from .xmls import (
    Element,
    get_attribute,
    get_attribute_text,
    get_local_name,
    get_namespace,
    get_text,
    list_named,
    remove_element,
)

HIDDEN = ("collapse", "filter")
OUTSIDE = re.compile(
    r"^(?:https?:|ftp:|smb:|\\\\|//|file:/*(?![A-Za-z]:)[^/]|vnd\.sun\.star\.script:)", re.I
)
FETCHES = {"image", "object", "object-ole", "section-source", "plugin", "applet", "floating-frame",
           "table-source", "cell-range-source", "background-image", "fill-image"}  # fmt: skip
# Elements that display nothing: tracked changes, scripts, and queries to servers.
TRACES = (
    "annotation-end", "change", "change-start", "change-end", "tracked-changes", "dde-source",
    "dde-links", "dde-connection-decls", "dde-connection-decl", "scripts", "event-listeners",
    "forms", "scenario", "table-source", "cell-range-source", "consolidation", "dde-connections",
    "plugin", "applet",
)  # fmt: skip


RUNS = {
    "macros": ("event-listener",),
    "dde": ("dde-source", "dde-connection-decl", "dde-link"),
    "object": ("plugin", "applet"),
}


class OdfBody:
    """Reports on the parts with text of one file, and removes from them what nobody sees."""

    def __init__(self, report: FileReport):
        self.report = report
        self.hidden_styles: set[str] = set()
        self.looks = OdfStyles()

    def find_hidden_styles(self, root: Element) -> None:
        self.looks.read_common(root)
        for style in list_named(root, "style"):
            for properties in style:
                display = get_attribute(properties, "display")
                kind = get_local_name(properties)
                hides = display == "none" and kind in ("text-properties", "paragraph-properties")
                table = display == "false" and kind == "table-properties"
                slide = get_attribute(properties, "visibility") == "hidden"
                if hides or table or (slide and kind == "drawing-page-properties"):
                    self.hidden_styles.add(get_attribute(style, "name"))

    def report_body(self, root: Element) -> None:
        """Report and remove the unseen parts of a text, a table or slides."""
        for code, names in RUNS.items():
            if list_named(root, *names):
                self.report.flag(code)
        self.flag_fetched(root)
        self.take_elements(root, "comment", "annotation")
        self.take_elements(root, "notes", "notes", only_in="presentation")
        self.report_changes(root)
        self.take_hidden(root)
        self.empty_hidden_tables(root)
        self.take_unseen(root)
        titles = [
            get_text(each)
            for each in list_named(root, "title", "desc")
            if "svg" in get_namespace(each)
        ]
        self.report.note("alt_text", "\n".join(titles))
        for form in list_named(root, "forms"):
            self.report.note("form_field", "\n".join((get_text(form), get_attribute_text(form))))
        for element in list_named(root, *TRACES):
            remove_element(element)

    def take_elements(self, root: Element, kind: str, *names: str, only_in: str = "") -> None:
        for element in list_named(root, *names):
            if only_in not in get_namespace(element) or element.getparent() is None:
                continue
            self.report.note(kind, get_text(element))
            remove_element(element)

    def flag_fetched(self, root: Element) -> None:
        """Flag what is fetched automatically; an ordinary link is only followed on a click."""
        for element in root.iter("*"):
            target = get_attribute(element, "href")
            if not target or not OUTSIDE.match(target):
                continue
            if target.startswith("vnd.sun.star.script:"):
                self.report.flag("macros")
            elif get_local_name(element) in FETCHES:
                self.report.flag("external")
            else:
                continue
            for key in [k for k in element.attrib if k.endswith("}href")]:
                del element.attrib[key]

    def report_changes(self, root: Element) -> None:
        for region in list_named(root, "changed-region", "cell-content-change", "deletion"):
            if get_local_name(region.getparent()) == "changed-region":
                continue
            inserted = any(get_local_name(each) == "insertion" for each in region)
            words = "\n".join((get_text(region), get_attribute_text(region)))
            self.report.note("inserted" if inserted else "deleted", words)

    def take_hidden(self, root: Element) -> None:
        for element in list(root.iter("*")):
            if element.getparent() is None or not self.is_hidden(element):
                continue
            slide = get_local_name(element) == "page"
            kind = "hidden_slide" if slide else "hidden_text"
            self.report.note(kind, get_text(element))
            self.hide_element(element)

    def is_hidden(self, element: Element) -> bool:
        name = get_local_name(element)
        if name in ("hidden-text", "hidden-paragraph"):
            return True
        if name == "section" and get_attribute(element, "display") in ("none", "condition"):
            return True
        if (
            name in ("frame", "custom-shape", "text-box")
            and get_attribute(element, "display") == "none"
        ):
            return True
        style = get_attribute(element, "style-name")
        return style in self.hidden_styles and name in ("span", "p", "h", "page", "section")

    def hide_element(self, element: Element) -> None:
        paragraph = (
            element.getparent() if get_local_name(element) == "hidden-paragraph" else element
        )
        if paragraph is not None:
            remove_element(paragraph)

    def empty_hidden_tables(self, root: Element) -> None:
        """Report and empty hidden sheets, rows and columns."""
        for table in list_named(root, "table"):
            if "table" not in get_namespace(table):
                continue
            sheet = ("sheet", get_attribute(table, "name"))
            if get_attribute(table, "style-name") in self.hidden_styles:
                self.report.note("hidden_sheet", get_text(table), sheet)
                remove_element(table)
                self.drop_formulas(root)
                continue
            for row in list_named(table, "table-row"):
                if get_attribute(row, "visibility") in HIDDEN:
                    self.report.note("hidden_row", get_text(row), sheet)
                    self.empty_cells(row)
                    self.drop_formulas(root)
            self.empty_hidden_columns(table, sheet, root)

    def empty_hidden_columns(self, table: Element, sheet: tuple[str, str], root: Element) -> None:
        hidden, position = set(), 0
        for column in list_named(table, "table-column"):
            repeated = get_repetitions(column, "number-columns-repeated")
            if get_attribute(column, "visibility") in HIDDEN:
                hidden |= set(range(position, position + min(repeated, 2_000)))
            position += repeated
        filled = set()
        for row in list_named(table, "table-row") if hidden else ():
            position = 0
            for cell in [
                e for e in row if get_local_name(e) in ("table-cell", "covered-table-cell")
            ]:
                if position in hidden and get_text(cell).strip():
                    self.report.note("hidden_column", get_text(cell), sheet, count=0)
                    filled.add(position)
                    self.empty_cells(cell)
                    self.drop_formulas(root)
                position += get_repetitions(cell, "number-columns-repeated")
        self.report.count("hidden_column", len(filled))

    def take_unseen(self, root: Element) -> None:
        """Report and remove text in the colour of its background, and text too small to see."""
        for words, cell in take_unseen(root, self.looks.add_own_styles(root)):
            if cell is None or get_text(cell).strip():
                self.report.note("hidden_text", words)
            else:
                self.report.note("hidden_cell", words)
                self.empty_cell(cell)
                self.drop_formulas(root)

    def empty_cells(self, element: Element) -> None:
        """Remove text and values from the cells of a row or cell, but keep the cells."""
        for cell in list_named(element, "table-cell", "covered-table-cell"):
            self.empty_cell(cell)

    def empty_cell(self, cell: Element) -> None:
        for each in list(cell):
            cell.remove(each)
        for key in list(cell.attrib):
            if not key.endswith(("repeated", "spanned", "style-name")):
                del cell.attrib[key]

    def drop_formulas(self, root: Element) -> None:
        """Replace formulas by their values: they may refer to cells that were emptied."""
        for cell in root.iter("{*}table-cell"):
            for key in [k for k in cell.attrib if k.endswith("}formula")]:
                del cell.attrib[key]
