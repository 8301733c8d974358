"""Text of Excel workbooks, one sheet at a time."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook

from home.file_parsing.inspecting import cleaned

from .archive import opened
from .plain import Page


def pages(content: bytes) -> Iterator[Page]:
    """Yield each visible sheet: its name and rows, with the last results of formulas."""
    opened(content).close()
    content = cleaned(content, "xlsx")
    with closing(load_workbook(BytesIO(content), read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # the size that the file claims may be wrong
            rows = ("\t".join(cells(row)) for row in sheet.iter_rows(values_only=True))
            yield {"text": "\n".join([sheet.title, *filter(None, rows)])}


def cells(row: Iterable[object]) -> list[str]:
    """Return the non-empty cells of a row as text."""
    return [words(value) for value in row if value is not None and value != ""]


def words(value: object) -> str:
    """Return a value in Finnish notation: 13.3.2024, 12,5."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return f"{words(value.date())} {value:%H.%M}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)
