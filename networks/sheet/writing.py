"""Writing a roster as a sheet for Excel, with the same columns as in reading."""

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from home.incoming.text import clean_line

from .columns import COLUMNS
from .formulas import disarm


def sheet_lines(rows: list[dict[str, str]]) -> list[list[str]]:
    """Return the column names and the rows, without formulas."""
    names = [column.name for column in COLUMNS]
    return [names, *([disarm(clean_line(row.get(c.key, ""))) for c in COLUMNS] for row in rows)]


def write_csv(rows: list[dict[str, str]]) -> bytes:
    """Return the rows as UTF-8 with a byte order mark and semicolons, as Finnish Excel expects."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(sheet_lines(rows))
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: list[dict[str, str]]) -> bytes:
    """Return the rows as one sheet in which every cell is text."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Edustajat"
    for number, line in enumerate(sheet_lines(rows), 1):
        for place, text in enumerate(line, 1):
            cell = sheet.cell(number, place)
            cell.value, cell.data_type, cell.number_format = text, "s", "@"
            cell.font = Font(bold=number == 1)
    sheet.freeze_panes = "A2"
    for place in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 22
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
