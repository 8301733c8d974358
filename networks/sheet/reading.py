"""Reading an uploaded sheet into rows of text."""

import csv
import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from home.incoming.text import clean_line, comparison_key

from .columns import BY_NAME, COLUMNS
from .formulas import rearm

MOST_BYTES = 2_000_000
MOST_UNPACKED = 40_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 60
TOO_BIG = "Tiedosto on liian suuri. Taulukko saa olla enintään 2 megatavua."
TOO_LONG = f"Taulukossa on yli {MOST_ROWS} riviä. Tuo yksi toimikausi kerrallaan."
BROKEN = (
    "Tiedostoa ei voi lukea. Tallenna taulukko uudelleen muodossa XLSX tai CSV ja yritä sitten."
)
EMPTY = "Taulukossa ei ole yhtään riviä otsikkorivin jälkeen."
# Exceptions of openpyxl for a file that is not valid XLSX.
FAULTS = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    ParseError,
    NotImplementedError,
    RuntimeError,
)


class UnreadableSheet(Exception):
    """A file that cannot be read as a roster; the message is in Finnish, for the editor."""


@dataclass(frozen=True)
class SheetRow:
    """A row: its number in the file, and its texts by column key."""

    number: int
    cells: dict[str, str]


def read_sheet(data: bytes) -> list[SheetRow]:
    """Return the rows of a CSV or XLSX file; raise Unreadable if it cannot be read.

    That is, if it is neither, too big or without the required columns. The file name does not
    matter: an XLSX file is recognised by its first bytes.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableSheet(TOO_BIG)
    lines = workbook_lines(data) if data.startswith(b"PK\x03\x04") else csv_lines(data)
    return build_rows([(number, [clean_cell(cell) for cell in cells]) for number, cells in lines])


def workbook_lines(data: bytes) -> list[tuple[int, Sequence[object]]]:
    """Return the rows of an XLSX file as (number, values of its cells)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise UnreadableSheet(TOO_BIG)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        lines = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        return list(enumerate(lines, 1))
    except FAULTS as error:
        raise UnreadableSheet(BROKEN) from error


def csv_lines(data: bytes) -> list[tuple[int, Sequence[object]]]:
    """Return the rows of a CSV file, each with the number of the line on which it begins."""
    text = decode_csv(data)
    if "\0" in text:
        raise UnreadableSheet(BROKEN)
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[tuple[int, Sequence[object]]] = []
    begins = 1
    try:
        for cells in reader:
            lines.append((begins, cells[:MOST_COLUMNS]))
            begins = reader.line_num + 1
            if len(lines) > MOST_ROWS + 2:
                raise UnreadableSheet(TOO_LONG)
    except csv.Error as error:
        raise UnreadableSheet(BROKEN) from error
    return lines


def decode_csv(data: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with its byte order mark, or else cp1252 as from Excel."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def clean_cell(cell: object) -> str:
    """Return a cell as one line: dates in Finnish notation, whole numbers without decimals."""
    if isinstance(cell, datetime.datetime | datetime.date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return rearm(clean_line(str("" if cell is None else cell)))


def build_rows(lines: list[tuple[int, list[str]]]) -> list[SheetRow]:
    """Return the rows by column key, without empty ones."""
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        raise UnreadableSheet(EMPTY)
    keys = column_keys(lines[0][1])
    if len(lines) == 1:
        raise UnreadableSheet(EMPTY)
    if len(lines) > MOST_ROWS + 1:
        raise UnreadableSheet(TOO_LONG)
    return [
        SheetRow(number, {key: cell for key, cell in zip(keys, cells, strict=False) if key})
        for number, cells in lines[1:]
    ]


def column_keys(names: list[str]) -> list[str]:
    """Return the column keys in the file's order; "" for a column without a name."""
    unknown = [name for name in names if name and comparison_key(name) not in BY_NAME]
    if unknown:
        known = ", ".join(column.name for column in COLUMNS)
        raise UnreadableSheet(f"Tuntematon sarake: {', '.join(unknown)}. Sarakkeet ovat: {known}.")
    keys = [BY_NAME[comparison_key(name)].key if name else "" for name in names]
    missing = [c.name for c in COLUMNS if c.required and c.key not in keys]
    if missing:
        raise UnreadableSheet(f"Taulukosta puuttuu sarake: {', '.join(missing)}.")
    twice = sorted({name for name in names if name and keys.count(keys[names.index(name)]) > 1})
    if twice:
        raise UnreadableSheet(f"Sarake on taulukossa kahdesti: {', '.join(twice)}.")
    return keys
