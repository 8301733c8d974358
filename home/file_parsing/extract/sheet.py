"""Excel workbooks, a sheet at a time."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import load_workbook

from home.file_parsing.inspecting import cleaned

from .archive import opened
from .plain import Page


def pages(content: bytes) -> Iterator[Page]:
    """Return each sheet that is seen: its name and rows; of formulas what they gave last."""
    opened(content).close()
    content = cleaned(content, "xlsx")
    with closing(load_workbook(BytesIO(content), read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file claims of its size need not be true
            rows = ("\t".join(cells(row)) for row in sheet.iter_rows(values_only=True))
            yield {"text": "\n".join([sheet.title, *filter(None, rows)])}


def cells(row: Iterable[object]) -> list[str]:
    """Return the cells of a row that hold something."""
    return [words(value) for value in row if value is not None and value != ""]


def words(value: object) -> str:
    """Return a cell as a Finn would read it: 13.3.2024, 12,5."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return f"{words(value.date())} {value:%H.%M}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)
