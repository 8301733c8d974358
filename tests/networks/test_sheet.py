"""Rosters as sheets: reading the formats of common programs, and round trips."""

import datetime
import io
import re
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from home.incoming.text import clean_line
from networks.sheet.checking import ChoiceLabels, check_row
from networks.sheet.columns import COLUMNS
from networks.sheet.days import parse_cell_day, write_day
from networks.sheet.formulas import disarm, rearm, would_be_formula
from networks.sheet.reading import MOST_BYTES, MOST_ROWS, SheetRow, UnreadableSheet, read_sheet
from networks.sheet.writing import write_csv, write_xlsx

D = datetime.date
HEAD = "Paikka;Etunimi;Sukunimi;Alkaa\r\n"
ROW = {"seat": "Mäkelä", "first_name": "Åke", "last_name": "Keksitty", "starts": "1.3.2024"}
TEXT = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20).map(clean_line)


def workbook(*lines) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_of_any_machine_is_read(encoding, separator):
    text = f"{HEAD}Mäkelä;Åke;Keksitty;1.3.2024\r\n".replace(";", separator)
    (row,) = read_sheet(text.encode(encoding))
    assert row.cells == ROW
    assert row.number == 2


def test_rows_keep_the_numbers_that_the_editor_sees():
    rows = read_sheet(f'{HEAD}\r\n"A\nB";C;D;2024\r\n;;;\r\nE;F;G;2024\r\n'.encode())
    assert [row.number for row in rows] == [3, 6]


def test_a_workbook_gives_days_and_numbers_as_people_write_them():
    head = ["paikka", "ETUNIMI", "Sukunimi", "Henkilön numero", "Alkaa", "Päättyy"]
    line = ["Mäkelä", "Åke", "Keksitty", 12.0, D(2024, 3, 1), 2024]
    (row,) = read_sheet(workbook(head, line))
    assert row.cells == ROW | {"person": "12", "ends": "2024"}


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    "head",
    [
        "Pai\u00adkka;Etu\u200bnimi;Sukunimi\u00a0;\ufeffAlkaa",
        '"Paikka\n";"Etunimi";Sukunimi;Alkaa',
    ],
)
@pytest.mark.parametrize(
    "seat", ["Ma\u0308kela\u0308", "Mäkelä\u00a0", "Mä\u00adkelä", "\u202eMäkelä\u202c"]
)
def test_odd_characters_make_no_other_column_or_seat(head, seat):
    (row,) = read_sheet(f"{head}\r\n{seat};{decomposed('Åke')};Keksitty;1.3.2024".encode())
    assert row.cells == ROW


def test_a_heading_may_be_broken_into_lines():
    head = ["Paikka", "Etunimi", "Sukunimi", "Alkaa", "Kenen\nvarajäsen", decomposed("Päättyy")]
    (row,) = read_sheet(workbook(head, ["Mäkelä", "Åke", "Keksitty", D(2024, 3, 1), None, 2024]))
    assert row.cells == ROW | {"deputy_of": "", "ends": "2024"}


@pytest.mark.parametrize("error", ["#NAME?", "#VIITTAUS!", "#N/A"])
@pytest.mark.parametrize("column", ["last_name", "organisation", "ends"])
def test_an_error_of_the_sheet_is_reported_and_is_no_name(error, column):
    entry = check_row(SheetRow(7, ROW | {column: error}), ChoiceLabels({}, {}, {}))
    (fault,) = entry.faults
    assert fault.row == 7
    assert error in fault.message
    assert not getattr(entry, column)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ei ole yhtään riviä"),
        (HEAD.encode(), "ei ole yhtään riviä"),
        (b"Paikka;Etunimi;Sukunimi\r\nA;B;C", "puuttuu sarake: Alkaa"),
        (HEAD.replace("Alkaa", "Alkaa;Kengännumero").encode() + b"A;B;C;D;1", "Kengännumero"),
        (HEAD.replace("Alkaa", "Alkaa;Alkaa").encode() + b"A;B;C;D;1", "kahdesti: Alkaa"),
        (f'{HEAD}"A;B;C'.encode(), "ei voi lukea"),
        (b"PK\x03\x04 broken", "ei voi lukea"),
        (b"\x00\x01\x02", "ei voi lukea"),
        (b"%PDF-1.7\n%%EOF", "Tuntematon sarake"),
        (b"x" * (MOST_BYTES + 1), "liian suuri"),
        (HEAD.encode() + b"A;B;C;2024\r\n" * (MOST_ROWS + 1), "yli 2000 riviä"),
    ],
)
def test_what_is_no_roster_is_refused_in_plain_words(data, words):
    with pytest.raises(UnreadableSheet, match=words):
        read_sheet(data)


def test_a_workbook_that_swells_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b" " * 41_000_000)
    with pytest.raises(UnreadableSheet, match="liian suuri"):
        read_sheet(out.getvalue())


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", HEAD.encode()]))
def test_any_bytes_are_read_or_refused(data, beginning):
    try:
        read_sheet(beginning + data)
    except UnreadableSheet as error:
        assert str(error)


@given(st.lists(st.fixed_dictionaries({c.key: TEXT for c in COLUMNS}), min_size=1, max_size=4))
def test_what_is_written_is_read_again(rows):
    rows = [row | {"seat": row["seat"] or "Paikka"} for row in rows]
    for write in (write_csv, write_xlsx):
        assert [row.cells for row in read_sheet(write(rows))] == rows


NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?|\+[\d ()-]+")  # harmless, so left as it is


@given(st.text(max_size=10) | st.from_regex(r"[=+@-][0-9=+@-]{0,4}", fullmatch=True))
def test_no_text_becomes_a_formula(text):
    if not NUMBER.fullmatch(text.strip(" ")):
        assert not disarm(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert rearm(disarm(text)) == text
    assert not would_be_formula(text) or disarm(text).startswith("'")


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_an_opened_export_runs_nothing(write):
    data = write([ROW | {"source": '=HYPERLINK("https://example.org")', "organisation": "@SUM(1)"}])
    if write is write_csv:
        assert ";'@SUM" in data.decode("utf-8-sig")
        return
    cells = [cell for line in load_workbook(io.BytesIO(data)).active for cell in line]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert not any(str(cell.value).startswith(("=", "@")) for cell in cells)


def test_an_old_row_with_odd_characters_breaks_neither_form():
    rows = [ROW | {"organisation": "Järjestö\x0bry\u202e", "source": "Muistio\x07\n2"}]
    for write in (write_csv, write_xlsx):
        (row,) = read_sheet(write(rows))
        assert (row.cells["organisation"], row.cells["source"]) == ("Järjestö ry", "Muistio 2")


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1.3.2024", D(2024, 3, 1), D(2024, 3, 1), "day"),
        ("2024-03-01", D(2024, 3, 1), D(2024, 3, 1), "day"),
        ("2.2024", D(2024, 2, 1), D(2024, 2, 29), "month"),
        ("02/2024", D(2024, 2, 1), D(2024, 2, 29), "month"),
        ("2024", D(2024, 1, 1), D(2024, 12, 31), "year"),
    ],
)
def test_a_day_is_as_exact_as_it_is_written(text, first, last, precision):
    assert parse_cell_day(text) == (first, precision)
    assert parse_cell_day(text, last=True) == (last, precision)


@pytest.mark.parametrize("text", ["30.2.2024", "13.2024", "0", "0000", "eilen", "1.3.", "1.3.24"])
@pytest.mark.parametrize("last", [True, False])
def test_what_is_no_day_is_no_day(text, last):
    with pytest.raises(ValueError):
        parse_cell_day(text, last=last)


@given(st.dates(), st.sampled_from(["day", "month", "year"]), st.booleans())
def test_a_written_day_is_written_the_same_again(day, precision, last):
    text = write_day(day, precision)
    assert write_day(*parse_cell_day(text, last=last)) == text
