"""Unseen parts of Excel workbooks: hidden sheets, rows, columns and cells, and unused strings."""

import re
from collections.abc import Iterator

from . import excel_runs
from .excel_looks import (
    CellLooks,
    get_column_number,
    is_cell_in_box,
    list_painted_ranges,
    read_looks,
)
from .office_file import OfficeFile
from .report import Place
from .xmls import (
    Element,
    get_attribute,
    get_child,
    get_local_name,
    get_text,
    list_named,
    remove_element,
)

OFF = {"", "0", "false", "off"}
DDE = re.compile(r"^\s*[=+@-]?\s*[\w.]+\s*\|\s*'?[^!]*!", re.IGNORECASE)
RUNS_A_PROGRAM = re.compile(
    r"(?:^|[=+@-]\s*|\()(?:cmd|powershell|mshta|msexcel|regsvr32)\s*\|", re.IGNORECASE
)
# Parts of the list of sheets that display nothing, likewise.
WORKBOOK_DROPPED = (
    "externalReferences", "pivotCaches", "fileSharing", "webPublishing", "customWorkbookViews",
    "fileRecoveryPr", "absPath",
)  # fmt: skip
# Elements of a sheet that display nothing and may name people or link to other files.
DROPPED = (
    "legacyDrawing", "legacyDrawingHF", "oleObjects", "controls", "customProperties",
    "customSheetViews", "scenarios", "webPublishItems", "smartTags", "cellWatches",
    "dataConsolidate",
)  # fmt: skip


def sift_workbook_part(office: OfficeFile, name: str, root: Element, form: str) -> Place:
    """Report and remove the unseen parts of a workbook's part; return its place."""
    if form == "workbook":
        sift_workbook(office, root)
        return ()
    if form == "sst":
        return ()  # its strings are reported where cells show them
    sheet = get_place_of_part(office, name)
    if is_hidden_sheet(office, name):
        office.report.note("hidden_sheet", get_sheet_text(office, root), *sheet)
        for row in list_named(root, "row"):
            remove_element(row)
        drop_elements(root, office)
        office.package.remove(name)
        office.known.without_formulas = True
        return sheet
    take_hidden_rows_and_columns(office, root, sheet)
    take_unseen_cells(office, name, root, sheet)
    drop_elements(root, office)
    office.report.note("body", get_sheet_text(office, root), *sheet)
    beside = [get_text(each) for each in root if get_local_name(each) != "sheetData"]
    office.report.note("names", "\n".join(beside), *sheet)
    return sheet


def get_sheets(office: OfficeFile) -> dict[str, tuple[str, str]]:
    """Return the name and state of each sheet, by the name of its part."""
    if office.known.sheets is None:
        found: dict[str, tuple[str, str]] = {}
        book = next((n for n in office.package.names if is_workbook_part(n)), "")
        if book:
            ways = {way.key: way.target for way in office.package.relations(book)}
            for each in list_named(office.package.root(book), "sheet"):
                part = ways.get(get_attribute(each, "id"), "")
                found[part] = get_attribute(each, "name"), get_attribute(each, "state")
        office.known.sheets = found
    return office.known.sheets


def is_workbook_part(name: str) -> bool:
    return re.fullmatch(r"xl/workbook\d*\.xml", name) is not None


def is_hidden_sheet(office: OfficeFile, name: str) -> bool:
    return get_sheets(office).get(name, ("", ""))[1] in ("hidden", "veryHidden")


def get_place_of_part(office: OfficeFile, name: str) -> Place:
    """Return the place of a sheet, also for parts that belong to it, such as comments."""
    if not name.startswith("xl/"):
        return ()
    for part, (title, _state) in get_sheets(office).items():
        if part == name or any(way.target == name for way in office.package.relations(part)):
            return (("sheet", title),)
    return ()


def get_shared_strings(office: OfficeFile) -> list[str]:
    """Return the shared strings, which cells refer to by index."""
    if office.known.strings is None:
        office.known.strings = [get_text(each) for each in get_string_items(office)]
    return office.known.strings


def get_string_items(office: OfficeFile) -> list[Element]:
    """Return the elements of the shared strings."""
    if office.known.string_items is None:
        parts = [n for n in office.package.names if re.search(r"sharedStrings\d*\.xml$", n)]
        items = list_named(office.package.root(parts[0]), "si") if parts else []
        office.known.string_items = items
    return office.known.string_items


def get_cell_value(office: OfficeFile, cell: Element) -> str:
    """Return what a cell shows, and its formula if it has one."""
    words = "\n".join(get_text(each) for each in cell if get_local_name(each) != "f")
    if get_attribute(cell, "t") == "s" and words.strip().isdigit():
        listed = get_shared_strings(office)
        number = int(words)
        office.known.used_strings.add(number)
        words = listed[number] if number < len(listed) else ""
    formula = get_child(cell, "f")
    return words if formula is None else f"{words}\n{formula.text or ''}"


def get_sheet_text(office: OfficeFile, element: Element) -> str:
    lines = []
    for row in element.iter("{*}row"):
        lines.append(
            "\t".join(get_cell_value(office, cell) for cell in row if get_local_name(cell) == "c")
        )
    return "\n".join(filter(str.strip, lines))


def take_hidden_rows_and_columns(office: OfficeFile, root: Element, sheet: Place) -> None:
    """Report and empty hidden rows and columns."""
    check_formulas(office, root, sheet)
    spans = list(iterate_hidden_columns(root))
    filled: set[int] = set()
    for row in list(root.iter("{*}row")):
        if is_hidden_row(row):
            place = ("row", get_attribute(row, "r"))
            office.report.note("hidden_row", get_sheet_text(office, row), *sheet, place)
            for cell in list(row):
                clear_cell(office, cell)
            continue
        for cell in [each for each in row if get_local_name(each) == "c"]:
            column = get_column_number(cell)
            if any(first <= column <= last for first, last in spans):
                words, place = get_cell_value(office, cell), ("cell", get_attribute(cell, "r"))
                office.report.note("hidden_column", words, *sheet, place, count=0)
                filled |= {column} if words.strip() else set()
                clear_cell(office, cell)
    office.report.count("hidden_column", len(filled))


def take_unseen_cells(office: OfficeFile, name: str, root: Element, sheet: Place) -> None:
    """Report and remove cells, or runs of text in them, hidden by format, colour or size."""
    painted = list_painted_ranges(office.package, name, root)
    for cell in list(root.iter("{*}c")):
        style, place = get_attribute(cell, "s") or "0", ("cell", get_attribute(cell, "r"))
        if not style.isdecimal():
            continue
        is_painted = any(is_cell_in_box(cell, box) for box in painted)
        if is_unseen_cell(office, cell, int(style), is_painted):
            office.report.note("hidden_cell", get_cell_value(office, cell), *sheet, place)
            clear_cell(office, cell)
        elif not is_painted and (unseen := list_unseen_runs(office, cell, int(style))):
            get_cell_value(office, cell)
            words = excel_runs.take_runs(cell, get_text_item(office, cell), unseen)
            office.report.note("hidden_text", words, *sheet, place)
            office.known.without_formulas = True


def get_cell_looks(office: OfficeFile) -> CellLooks:
    if office.known.looks is None:
        office.known.looks = read_looks(office.package)
    return office.known.looks


def is_unseen_cell(office: OfficeFile, cell: Element, style: int, is_painted: bool) -> bool:
    looks = get_cell_looks(office)
    is_text = get_attribute(cell, "t") in ("s", "inlineStr", "str")
    if looks.displays_nothing(style, is_text):
        return True
    if is_painted:
        return False
    if runs := excel_runs.list_text_runs(get_text_item(office, cell)):
        return list_unseen_runs(office, cell, style) == runs
    return looks.hides_text(style) or looks.is_tiny(style)


def list_unseen_runs(office: OfficeFile, cell: Element, style: int) -> list[Element]:
    looks = get_cell_looks(office)
    runs = excel_runs.list_text_runs(get_text_item(office, cell))
    return [run for run in runs if excel_runs.is_unseen_cell_run(run, style, looks)]


def get_text_item(office: OfficeFile, cell: Element) -> Element:
    """Return the element with the text of a cell: its own, or the shared string."""
    number = get_string_index(cell)
    if number is not None:
        return next(iter(get_string_items(office)[number : number + 1]), cell)
    own = get_child(cell, "is")
    return cell if own is None else own


def is_hidden_row(row: Element) -> bool:
    return get_attribute(row, "hidden") not in OFF or get_attribute(row, "ht") in ("0", "0.0")


def check_formulas(office: OfficeFile, root: Element, sheet: Place) -> None:
    """Flag formulas that start a program through DDE."""
    for formula in root.iter("{*}f"):
        if RUNS_A_PROGRAM.search(formula.text or "") or DDE.match(formula.text or ""):
            office.report.flag("dde", *sheet)
            office.known.without_formulas = True


def clear_cell(office: OfficeFile, cell: Element) -> None:
    office.known.without_formulas = True
    remove_element(cell)


def iterate_hidden_columns(root: Element) -> Iterator[tuple[int, int]]:
    for column in root.iter("{*}col"):
        if get_attribute(column, "hidden") not in OFF or get_attribute(column, "width") == "0":
            first, last = get_attribute(column, "min"), get_attribute(column, "max")
            if first.isdigit() and last.isdigit():
                yield int(first), int(last)


def drop_elements(root: Element, office: OfficeFile) -> None:
    for element in list_named(root, *DROPPED):
        remove_element(element)


def sift_workbook(office: OfficeFile, root: Element) -> None:
    """Report defined names, and remove hidden sheets from the list."""
    for element in list_named(root, "definedName"):
        office.report.note("names", f"{get_attribute(element, 'name')}\n{get_text(element)}")
    hidden = []
    for position, sheet in enumerate(list_named(root, "sheet")):
        if get_attribute(sheet, "state") in ("hidden", "veryHidden"):
            hidden.append(position)
            remove_element(sheet)
    if hidden:
        renumber(root, hidden)
    for element in list_named(root, *WORKBOOK_DROPPED):
        remove_element(element)


def renumber(root: Element, hidden: list[int]) -> None:
    """Update defined names and views to the new indexes of the remaining sheets."""
    for element in list_named(root, "definedName"):
        place = get_attribute(element, "localSheetId")
        if place.isdigit():
            if int(place) in hidden:
                remove_element(element)
                continue
            element.set("localSheetId", str(int(place) - sum(h < int(place) for h in hidden)))
    for view in list_named(root, "workbookView"):
        for key in ("activeTab", "firstSheet"):
            view.attrib.pop(key, None)


def finish_workbook(office: OfficeFile) -> None:
    """Empty the strings that no visible cell shows; replace formulas by values if needed."""
    if not any(map(is_workbook_part, office.package.names)):
        return
    package = office.package
    seen_parts = [n for n in package.names if n in get_sheets(office) and n not in package.removed]
    used: set[int] = set()
    for name in seen_parts:
        root = package.root(name)
        used |= {
            number for cell in root.iter("{*}c") if (number := get_string_index(cell)) is not None
        }
        outside = any(re.search(r"\[\d+\]", f.text or "") for f in root.iter("{*}f"))
        if office.known.without_formulas or outside:
            for formula in list(root.iter("{*}f")):
                remove_element(formula)
            package.change(name, root)
    blank_strings(office, used)
    if office.known.without_formulas:
        drop_names(office)


def get_string_index(cell: Element) -> int | None:
    value = get_child(cell, "v")
    words = "" if value is None else value.text or ""
    return int(words) if get_attribute(cell, "t") == "s" and words.strip().isdigit() else None


def blank_strings(office: OfficeFile, used: set[int]) -> None:
    """Report strings that no cell refers to, and empty those that the copy does not show."""
    for name in [n for n in office.package.names if re.search(r"sharedStrings\d*\.xml$", n)]:
        root = office.package.root(name)
        for number, item in enumerate(list_named(root, "si")):
            if number not in office.known.used_strings:
                office.report.note("other", get_text(item))
            if number not in used:
                for each in list(item):
                    item.remove(each)
        office.package.change(name, root)


def drop_names(office: OfficeFile) -> None:
    """Remove defined names: they may refer to what was removed."""
    for name in [n for n in office.package.names if is_workbook_part(n)]:
        root = office.package.root(name)
        for element in list_named(root, "definedName"):
            if not get_attribute(element, "name").startswith("_xlnm.Print"):
                remove_element(element)
        office.package.change(name, root)
