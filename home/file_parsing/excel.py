"""Unseen parts of Excel workbooks: hidden sheets, rows, columns and cells, and unused strings."""

import re
from collections.abc import Iterator

from . import excel_runs
from .excel_looks import number_of, painted_ranges, read_looks
from .xmls import attribute, child, local, named, remove, text_of

CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
OFF = {"", "0", "false", "off"}
DDE = re.compile(r"^\s*[=+@-]?\s*[\w.]+\s*\|\s*'?[^!]*!", re.IGNORECASE)
RUNS_A_PROGRAM = re.compile(
    r"(?:^|[=+@-]\s*|\()(?:cmd|powershell|mshta|msexcel|regsvr32)\s*\|", re.IGNORECASE
)
# Elements of a sheet that display nothing and may name people or link to other files.
DROPPED = [
    "legacyDrawing",
    "legacyDrawingHF",
    "oleObjects",
    "controls",
    "customProperties",
    "customSheetViews",
    "scenarios",
    "webPublishItems",
    "smartTags",
    "cellWatches",
    "dataConsolidate",
]


def sift(office, name: str, root, form: str) -> list:
    """Report and remove the unseen parts of a workbook's part; return its place."""
    if form == "workbook":
        sift_workbook(office, root)
        return []
    if form == "sst":
        return []  # its strings are reported where cells show them
    sheet = sheet_of_part(office, name)
    if is_hidden_sheet(office, name):
        office.report.note("hidden_sheet", sheet_text(office, root), *sheet)
        for row in named(root, "row"):
            remove(row)
        drop(root, office)
        office.package.remove(name)
        state(office)["formulas"] = True
        return sheet
    take_hidden(office, root, sheet)
    take_unseen_cells(office, name, root, sheet)
    drop(root, office)
    office.report.note("body", sheet_text(office, root), *sheet)
    beside = [text_of(each) for each in root if local(each) != "sheetData"]
    office.report.note("names", "\n".join(beside), *sheet)
    return sheet


def state(office) -> dict:
    """Return what has been collected about the workbook while its parts are read."""
    return office.roots.setdefault("excel", {"used": set(), "formulas": False})


def sheets(office) -> dict[str, tuple[str, str]]:
    """Return the name and state of each sheet, by the name of its part."""
    if "sheets" not in office.roots:
        found, book = {}, next((n for n in office.package.names if is_book(n)), "")
        if book:
            ways = {way.key: way.target for way in office.package.relations(book)}
            for each in named(office.package.root(book), "sheet"):
                part = ways.get(attribute(each, "id"), "")
                found[part] = attribute(each, "name"), attribute(each, "state")
        office.roots["sheets"] = found
    return office.roots["sheets"]


def is_book(name: str) -> bool:
    return re.fullmatch(r"xl/workbook\d*\.xml", name) is not None


def is_hidden_sheet(office, name: str) -> bool:
    return sheets(office).get(name, ("", ""))[1] in ("hidden", "veryHidden")


def sheet_of_part(office, name: str) -> list:
    """Return the place of a sheet, also for parts that belong to it, such as comments."""
    if not name.startswith("xl/"):
        return []
    for part, (title, _state) in sheets(office).items():
        if part == name or any(way.target == name for way in office.package.relations(part)):
            return [("sheet", title)]
    return []


def strings(office) -> list[str]:
    """Return the shared strings, which cells refer to by index."""
    if "strings" not in office.roots:
        office.roots["strings"] = [text_of(each) for each in string_items(office)]
    return office.roots["strings"]


def string_items(office) -> list:
    """Return the elements of the shared strings."""
    if "string items" not in office.roots:
        parts = [n for n in office.package.names if re.search(r"sharedStrings\d*\.xml$", n)]
        items = named(office.package.root(parts[0]), "si") if parts else []
        office.roots["string items"] = items
    return office.roots["string items"]


def value_of(office, cell) -> str:
    """Return what a cell shows, and its formula if it has one."""
    words = "\n".join(text_of(each) for each in cell if local(each) != "f")
    if attribute(cell, "t") == "s" and words.strip().isdigit():
        listed = strings(office)
        number = int(words)
        state(office)["used"].add(number)
        words = listed[number] if number < len(listed) else ""
    formula = child(cell, "f")
    return words if formula is None else f"{words}\n{formula.text or ''}"


def sheet_text(office, element) -> str:
    lines = []
    for row in element.iter("{*}row"):
        lines.append("\t".join(value_of(office, cell) for cell in row if local(cell) == "c"))
    return "\n".join(filter(str.strip, lines))


def take_hidden(office, root, sheet: list) -> None:
    """Report and empty hidden rows and columns."""
    check_formulas(office, root, sheet)
    spans, filled = list(hidden_columns(root)), set()
    for row in list(root.iter("{*}row")):
        if is_hidden_row(row):
            place = ("row", attribute(row, "r"))
            office.report.note("hidden_row", sheet_text(office, row), *sheet, place)
            for cell in list(row):
                clear(office, cell)
            continue
        for cell in [each for each in row if local(each) == "c"]:
            column = column_of(cell)
            if any(first <= column <= last for first, last in spans):
                words, place = value_of(office, cell), ("cell", attribute(cell, "r"))
                office.report.note("hidden_column", words, *sheet, place, count=0)
                filled |= {column} if words.strip() else set()
                clear(office, cell)
    office.report.count("hidden_column", len(filled))


def take_unseen_cells(office, name: str, root, sheet: list) -> None:
    """Report and remove cells, or runs of text in them, hidden by format, colour or size."""
    if "looks" not in office.roots:
        office.roots["looks"] = read_looks(office.package)
    painted = painted_ranges(office.package, name, root)
    for cell in list(root.iter("{*}c")):
        style, place = attribute(cell, "s") or "0", ("cell", attribute(cell, "r"))
        if not style.isdecimal():
            continue
        is_painted = any(lies_in(cell, box) for box in painted)
        if is_unseen(office, cell, int(style), is_painted):
            office.report.note("hidden_cell", value_of(office, cell), *sheet, place)
            clear(office, cell)
        elif not is_painted and (unseen := unseen_runs(office, cell, int(style))):
            value_of(office, cell)
            words = excel_runs.take(cell, text_item(office, cell), unseen)
            office.report.note("hidden_text", words, *sheet, place)
            state(office)["formulas"] = True


def is_unseen(office, cell, style: int, is_painted: bool) -> bool:
    looks = office.roots["looks"]
    is_text = attribute(cell, "t") in ("s", "inlineStr", "str")
    if looks.blanks(style, is_text):
        return True
    if is_painted:
        return False
    if runs := excel_runs.runs_of(text_item(office, cell)):
        return unseen_runs(office, cell, style) == runs
    return looks.paints_over(style) or looks.is_tiny(style)


def unseen_runs(office, cell, style: int) -> list:
    looks = office.roots["looks"]
    runs = excel_runs.runs_of(text_item(office, cell))
    return [run for run in runs if excel_runs.is_unseen(run, style, looks)]


def text_item(office, cell):
    """Return the element with the text of a cell: its own, or the shared string."""
    number = string_of(cell)
    if number is not None:
        return next(iter(string_items(office)[number : number + 1]), cell)
    own = child(cell, "is")
    return cell if own is None else own


def lies_in(cell, box: tuple[int, int, int, int]) -> bool:
    match = CELL.fullmatch(attribute(cell, "r"))
    if match is None:
        return True  # its position is unknown
    column, row = number_of(match[1]), int(match[2])
    return box[0] <= column <= box[2] and box[1] <= row <= box[3]


def is_hidden_row(row) -> bool:
    return attribute(row, "hidden") not in OFF or attribute(row, "ht") in ("0", "0.0")


def column_of(cell) -> int:
    match = CELL.fullmatch(attribute(cell, "r"))
    return number_of(match[1]) if match else 0


def check_formulas(office, root, sheet: list) -> None:
    """Flag formulas that start a program through DDE."""
    for formula in root.iter("{*}f"):
        if RUNS_A_PROGRAM.search(formula.text or "") or DDE.match(formula.text or ""):
            office.report.flag("dde", *sheet)
            state(office)["formulas"] = True


def clear(office, cell) -> None:
    state(office)["formulas"] = True
    remove(cell)


def hidden_columns(root) -> Iterator[tuple[int, int]]:
    for column in root.iter("{*}col"):
        if attribute(column, "hidden") not in OFF or attribute(column, "width") == "0":
            first, last = attribute(column, "min"), attribute(column, "max")
            if first.isdigit() and last.isdigit():
                yield int(first), int(last)


def drop(root, office) -> None:
    for element in named(root, *DROPPED):
        remove(element)


def sift_workbook(office, root) -> None:
    """Report defined names, and remove hidden sheets from the list."""
    for element in named(root, "definedName"):
        office.report.note("names", f"{attribute(element, 'name')}\n{text_of(element)}")
    hidden = []
    for position, sheet in enumerate(named(root, "sheet")):
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            hidden.append(position)
            remove(sheet)
    if hidden:
        renumber(root, hidden)
    for element in named(root, "externalReferences", "pivotCaches", "fileSharing", "webPublishing",
                         "customWorkbookViews", "fileRecoveryPr", "absPath"):  # fmt: skip
        remove(element)


def renumber(root, hidden: list[int]) -> None:
    """Update defined names and views to the new indexes of the remaining sheets."""
    for element in named(root, "definedName"):
        place = attribute(element, "localSheetId")
        if place.isdigit():
            if int(place) in hidden:
                remove(element)
                continue
            element.set("localSheetId", str(int(place) - sum(h < int(place) for h in hidden)))
    for view in named(root, "workbookView"):
        for key in ("activeTab", "firstSheet"):
            view.attrib.pop(key, None)


def finish(office) -> None:
    """Empty the strings that no visible cell shows; replace formulas by values if needed."""
    if not any(map(is_book, office.package.names)):
        return
    known = state(office)
    package = office.package
    seen_parts = [n for n in package.names if n in sheets(office) and n not in package.removed]
    used = set()
    for name in seen_parts:
        root = package.root(name)
        used |= {number for cell in root.iter("{*}c") if (number := string_of(cell)) is not None}
        outside = any(re.search(r"\[\d+\]", f.text or "") for f in root.iter("{*}f"))
        if known["formulas"] or outside:
            for formula in list(root.iter("{*}f")):
                remove(formula)
            package.change(name, root)
    blank_strings(office, used)
    if known["formulas"]:
        drop_names(office)


def string_of(cell) -> int | None:
    value = child(cell, "v")
    shared = attribute(cell, "t") == "s" and value is not None
    return int(value.text) if shared and (value.text or "").strip().isdigit() else None


def blank_strings(office, used: set[int]) -> None:
    """Report strings that no cell refers to, and empty those that the copy does not show."""
    for name in [n for n in office.package.names if re.search(r"sharedStrings\d*\.xml$", n)]:
        root = office.package.root(name)
        for number, item in enumerate(named(root, "si")):
            if number not in state(office)["used"]:
                office.report.note("other", text_of(item))
            if number not in used:
                for each in list(item):
                    item.remove(each)
        office.package.change(name, root)


def drop_names(office) -> None:
    """Remove defined names: they may refer to what was removed."""
    for name in [n for n in office.package.names if is_book(n)]:
        root = office.package.root(name)
        for element in named(root, "definedName"):
            if not attribute(element, "name").startswith("_xlnm.Print"):
                remove(element)
        office.package.change(name, root)
