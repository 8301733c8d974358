"""docs/architecture.md names every app, package and extension point, and only existing ones."""

import re

from django.apps import apps
from django.conf import settings

from home import extension_points

ROOT = settings.BASE_DIR
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = {"home", "networks", "meetings", "search"}

ROW = re.compile(r"^\| `([\w.]+)` \|", re.MULTILINE)
DRAWING = re.compile(r"```\n(.*?)```", re.DOTALL)
# "`Step.start` in `home/approval/models/tasks.py`": a name and the file that defines it.
NAME_IN_FILE = re.compile(r"`(?:\w+\.)?(\w+)` in `([\w/]+\.py)`")
EXTENSION = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)


def test_every_installed_app_has_a_line():
    installed = {app.name for app in apps.get_app_configs() if app.name.split(".")[0] in ROOMS}
    listed = ROW.findall(TEXT)
    assert len(installed) > 15
    assert sorted(listed) == sorted(installed)


def test_drawing_holds_every_package_of_home():
    packages = {path.parent.name for path in (ROOT / "home").glob("*/__init__.py")}
    drawn = set(re.findall(r"\w+", DRAWING.search(TEXT)[1]))
    assert len(packages) > 15
    assert packages - drawn - {"migrations", "templatetags"} == set()


def test_drawing_holds_packages_that_exist():
    folders = {
        path.name for room in ROOMS for path in (ROOT / room).rglob("*") if "." not in path.stem
    }
    boxes = [line.split("│")[1::2] for line in DRAWING.search(TEXT)[1].splitlines()]
    home = [word for line in boxes if line for word in re.findall(r"\w+", line[0].split("(")[0])]
    assert len(home) > 15
    assert set(home) - folders == set()


def test_files_define_what_the_page_says():
    pairs = NAME_IN_FILE.findall(TEXT)
    assert len(pairs) > 8
    for name, file in pairs:
        source = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"\b(?:def|class) {name}\b|^{name} =", source, re.MULTILINE), (name, file)


def test_extension_points_are_those_of_the_code():
    listed = EXTENSION.findall(extension_points.__doc__)
    assert len(listed) > 4
    assert [name for name in listed if f"`{name}.py`" not in TEXT] == []
