"""Classes and functions are found once, and no name has a private word of older code in it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

from .import_graph import ROOT, python_files

ROOMS = ("home", "networks", "meetings", "search", "bench", "scripts")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Names of several modules, and why.
SEVERAL = {
    "Command": "Django finds commands by this name",
    "DueItem": "the search, which imports nothing of ours, brings its own",
    "due_items": "an extension point, see home/extension_points.py",
    "Term": "a model each: a term of office, and a term of the index",
    "main": "where a program starts",
    "parse_arguments": "each measurement has options of its own",
    "seed": "an extension point",
    "seed_demo": "an extension point",
    "find_watches": "an extension point",
    "list_unfinished": "an extension point",
    **dict.fromkeys(
        ("list_to_do", "list_waiting_for_others", "list_everyday_acts"), "an extension point"
    ),
}
# Words that stood for several things. docs/glossary.md says what to write instead.
PRIVATE_WORDS = frozenset(
    {
        *("told", "untold", "tell", "tells", "telling"),
        *("thing", "things"),
        *("asking", "askings"),
        *("door", "doors"),
        *("shelf", "shelves"),
        *("matter", "matters"),
        "along",
    }
)
# Columns of the database, which keep their names.
COLUMNS = {
    ("home/audit_log/models.py", "door"),
    ("home/mail/models.py", "staff_told"),
    ("networks/retention/models.py", "told_at"),
    ("networks/retention/due.py", "told_at"),
}


def read(rooms: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    """Yield the path and the parsed code of each file of the rooms, without migrations."""
    for room in rooms:
        for path in python_files(room):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def find_doubles(files: Iterable[tuple[str, ast.Module]]) -> dict[str, list[str]]:
    """Return the classes and functions that several modules define, with the files."""
    found = defaultdict(list)
    for path, tree in files:
        for node in tree.body:
            if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                found[node.name].append(path)
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def list_names(tree: ast.Module) -> Iterator[str]:
    """Yield what the code names: functions, classes, parameters, variables and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def find_private_words(files: Iterable[tuple[str, ast.Module]]) -> set[tuple[str, str]]:
    """Return (file, name) of each name with a private word in it."""
    return {
        (path, name)
        for path, tree in files
        for name in list_names(tree)
        if (path, name) not in COLUMNS
        and PRIVATE_WORDS & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}
    }


def test_each_class_and_function_is_found_once():
    doubles = find_doubles(read(ROOMS))
    assert {name: paths for name, paths in doubles.items() if name not in SEVERAL} == {}


def test_no_name_has_a_private_word():
    assert find_private_words(read(ROOMS)) == set()


def test_a_second_place_would_be_seen():
    code = {"one": "class Row: ...\nclass Other: ...", "two": "class Row: ...", "three": "Row = 1"}
    files = [(path, ast.parse(text)) for path, text in code.items()]
    assert find_doubles(files) == {"Row": ["one", "two"]}


@pytest.mark.parametrize(
    "code",
    [
        "def told(): ...",
        "def tell_sender(): ...",
        "class ThingOfPage: ...",
        "def write(action, thing): ...",
        "lambda thing: None",
        "for door in doors: ...",
        "self.told = 1",
        "(things := 1)",
        "def write(**told): ...",
    ],
)
def test_a_private_word_would_be_seen(code):
    assert find_private_words([("file", ast.parse(code))])


@pytest.mark.parametrize("code", ["something = everything", "def toldja(): ...", "x.door"])
def test_other_words_pass(code):
    assert not find_private_words([("file", ast.parse(code))])
