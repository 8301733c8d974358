"""The table of OWASP ASVS is complete, and every test and file that it names exists."""

import ast
import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
TABLE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (V\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
ROWS = ROW.findall(TABLE)
STATES = {"met", "deviates", "not applicable"}
# Number of requirements of levels 1 and 2 in each chapter of version 5.0.0.
CHAPTERS = {
    1: 27,
    2: 11,
    3: 19,
    4: 10,
    5: 9,
    6: 35,
    7: 18,
    8: 7,
    9: 7,
    10: 29,
    11: 14,
    12: 9,
    13: 13,
    14: 9,
    15: 13,
    16: 16,
    17: 7,
}
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)((?:::\w+)*)`")
NAMED_FILE = re.compile(r"`((?:docs|home|networks|meetings|search|site|static)/[\w/.]+|\w+\.md)`")


def test_every_requirement_is_there_once():
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers))
    found = dict.fromkeys(CHAPTERS, 0)
    for number in numbers:
        found[int(number[1:].split(".")[0])] += 1
    assert found == CHAPTERS
    assert TABLE.count("\n| V") == len(ROWS)


def test_every_row_says_how_or_why():
    assert {state for *_, state, _ in ROWS} == STATES
    assert [number for number, _, what, _, how in ROWS if len(what) < 3 or len(how) < 4] == []


def test_the_sums_are_right():
    said = re.search(r"Of (\d+) requirements (\d+) are met, (\d+) deviate and (\d+) do not", TABLE)
    counts = [
        sum(row[3] == state for row in ROWS) for state in ("met", "deviates", "not applicable")
    ]
    assert [int(number) for number in said.groups()] == [len(ROWS), *counts]


def names_in(path):
    return {
        node.name
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


@pytest.mark.parametrize(("path", "names"), sorted(set(NAMED_TEST.findall(TABLE))))
def test_a_named_test_exists(path, names):
    assert (ROOT / path).is_file()
    assert set(filter(None, names.split("::"))) <= names_in(path)


@pytest.mark.parametrize("path", sorted(set(NAMED_FILE.findall(TABLE))))
def test_a_named_file_exists(path):
    assert (ROOT / path).exists()
