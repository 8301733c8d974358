"""Text of Excel workbooks, one sheet at a time."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook

from home.file_parsing.inspecting import clean_content

from .archive import open_archive
from .plain import ExtractedPage


def extract_xlsx(content: bytes) -> Iterator[ExtractedPage]:
    """Yield each visible sheet: its name and rows, with the last results of formulas."""
    open_archive(content).close()
    content = clean_content(content, "xlsx")
    with closing(load_workbook(BytesIO(content), read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the size that the file claims may be wrong
            rows = ("\t".join(list_cells(row)) for row in sheet.iter_rows(values_only=True))
            yield {"text": "\n".join([sheet.title, *filter(None, rows)])}


def list_cells(row: Iterable[object]) -> list[str]:
    """Return the non-empty cells of a row as text."""
    return [format_cell(value) for value in row if value is not None and value != ""]


def format_cell(value: object) -> str:
    """Return a value in Finnish notation: 13.3.2024, 12,5."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return f"{format_cell(value.date())} {value:%H.%M}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)
