"""Exports as tables: no cell is run as a formula, and all of it is in Finnish."""

import csv
import datetime
import io
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from home.exports import HEADINGS, format_for_cell, format_for_workbook, make_harmless
from tests.factories import make_meeting

D = datetime.date
RUNS = [
    "=1+1",
    "+1+1",
    "-1-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1+1",
    "+cmd|' /C calc'!A0",
]
READABLE = [
    "12",
    "-5",
    "-5,50",
    "+3",
    "+358 40 123 4567",
    "+358-40-1234567",
    "040 1234567",
    "a=b",
    "",
]


@pytest.mark.parametrize("text", RUNS, ids=ascii)
def test_a_formula_does_not_run(text):
    assert make_harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", READABLE)
def test_numbers_and_telephones_stay_readable(text):
    assert make_harmless(text) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime.datetime(2027, 5, 12, 10, 0, tzinfo=datetime.UTC), "12.5.2027 13.00"),
        (D(2027, 5, 12), "12.5.2027"),
        (datetime.time(9, 5), "9.05"),
        (True, "kyllä"),
        (False, "ei"),
        (None, ""),
        (-3, "-3"),
        ("rivi\x0btoinen", "rivi\ntoinen"),
    ],
)
def test_a_cell_speaks_finnish(value, words):
    assert format_for_cell(value) == words


def test_a_workbook_keeps_days_as_days_and_takes_no_odd_character():
    moment = datetime.datetime(2027, 12, 1, 22, 30, tzinfo=datetime.UTC)
    assert format_for_workbook(moment) == datetime.datetime.fromisoformat("2027-12-02 00:30")
    assert format_for_workbook("a\x0b\x00b") == "a\nb"


def exporting_views():
    """Return every view of the site and of Wagtail that exports a table."""
    found, left = set(), [SpreadsheetExportMixin]
    while left:
        for view in left.pop().__subclasses__():
            found.add(view)
            left.append(view)
    named = [view for view in found if isinstance(view.list_export, list) and view.list_export]
    return sorted(named, key=lambda view: f"{view.__module__}.{view.__qualname__}")


@pytest.mark.parametrize("view", exporting_views(), ids=lambda view: view.__qualname__)
def test_every_head_is_named_in_finnish(view):
    """A column header comes from the view, the field's own name or our table; never in English."""
    model = getattr(view, "model", None)
    fields = {f.name for f in model._meta.get_fields()} if model else set()
    nameless = [
        name
        for name in view.list_export
        if name not in view.export_headings and name not in HEADINGS and name not in fields
    ]
    assert not nameless


def table(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.django_db
def test_a_report_survives_an_old_row_in_both_forms(admin_client, council):
    meeting = make_meeting(council, D(2024, 3, 13), title="Kokous")
    type(meeting).objects.filter(pk=meeting.pk).update(title="=Kokous\x0b13.3.\u202e", locked=True)
    address = reverse("wagtailadmin_reports:locked_pages")
    rows = table(admin_client.get(address, {"export": "csv"}))
    (row,) = [row for row in rows if "Kokous" in row["Otsikko"]]
    assert row["Otsikko"].startswith("'=Kokous\n13.3.")
    book = admin_client.get(address, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    cells = [cell for line in sheet for cell in line if cell.value]
    assert "=Kokous\n13.3." in [cell.value for cell in cells]
    assert "f" not in {cell.data_type for cell in cells}


def test_no_table_is_written_past_the_one_place():
    """Each of our files that writes CSV or a workbook cleans its cells."""
    root = Path(__file__).resolve().parents[2]
    writers = [
        path
        for room in ("home", "networks", "meetings", "search")
        for path in (root / room).rglob("*.py")
        if "csv.writer" in (text := path.read_text(encoding="utf-8")) or "Workbook()" in text
    ]
    assert writers
    for path in writers:
        text = path.read_text(encoding="utf-8")
        assert "format_for_cell" in text or "disarm" in text, path
