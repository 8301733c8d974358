"""Every rule of a stylesheet is closed: browsers read the rest of the file into one that is not."""

from pathlib import Path

import pytest

SHEETS = sorted((Path(__file__).resolve().parents[2] / "static" / "css").glob("*.css"))


def test_there_are_sheets():
    assert SHEETS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_rule_is_closed(sheet):
    text = sheet.read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
