"""Floors of the rooms: a package imports only from floors below it, see the rooms' README.md."""

import re

import pytest

from .import_graph import ROOT, arrows, knot, packages_of

ROW = re.compile(r"^\| (\d+) \| (`[^|]+`) \| ([^|]+) \|$", re.MULTILINE)


def floors(room: str) -> dict[str, int]:
    """Return the floor of each package from the list in the room's README.md."""
    text = (ROOT / room / "README.md").read_text(encoding="utf-8")
    found = [
        (name, int(floor))
        for floor, names, _about in ROW.findall(text)
        for name in re.findall(r"`(\w+)`", names)
    ]
    assert len(found) == len(dict(found)), "a package is listed twice"
    return dict(found)


@pytest.mark.parametrize("room", ["home", "search"])
def test_every_package_has_its_floor(room):
    assert floors(room).keys() == packages_of(room)


@pytest.mark.parametrize(("room", "least"), [("home", 80), ("search", 20)])
def test_no_import_leads_up(room, least):
    found, floor = arrows(room), floors(room)
    assert len(found) > least
    assert {pair: files for pair, files in found.items() if floor[pair[0]] <= floor[pair[1]]} == {}


@pytest.mark.parametrize("room", ["home", "networks", "meetings", "search"])
def test_no_packages_import_each_other_in_a_circle(room):
    assert knot(arrows(room)) == []


@pytest.fixture
def room(tmp_path):
    """Return a function that writes a room of two packages and a module beside them."""

    def write(lower: str, module: str = ""):
        for name, source in {
            "upper/views": "from ..lower import models",
            "upper/__init__": "",
            "lower/models": lower,
            "lower/__init__": "",
            "module": module,
            "__init__": "",
        }.items():
            path = tmp_path / "room" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        return arrows("room", tmp_path)

    return write


@pytest.mark.parametrize(
    "source",
    [
        "from room.upper import views",
        "from room.upper.views import index",
        "import room.upper.views",
        "from .. import upper",
        "from ..upper.views import index",
        "views = import_module('room.upper.views')",
    ],
)
def test_an_import_that_leads_up_is_seen(room, source):
    assert room("") == {("upper", "lower"): ["upper/views.py"]}
    found = room(source)
    assert found["lower", "upper"] == ["lower/models.py"]
    assert set(knot(found)) == {"upper", "lower"}


def test_a_circle_over_a_third_is_seen(room):
    assert set(knot(room("from .. import module", "from . import upper"))) == {
        "upper",
        "lower",
        "module",
    }
