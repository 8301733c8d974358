"""Every module of the site that needs no Django is checked by mypy (`make lint`)."""

import tomllib
from functools import cache

from .import_graph import ROOT, knot, module_of, names_imported, python_files

ROOMS = ("home", "meetings", "networks", "search")
FRAMEWORK = {"django", "wagtail", "modelcluster", "modelsearch", "taggit", "allauth", "config"}


def imports_of(rooms, root=ROOT):
    """Return the imported names of every non-empty module."""
    return {
        module_of(path, root): set(names_imported(path, root))
        for room in rooms
        for path in python_files(room, root)
        if path.read_text(encoding="utf-8").strip()
    }


def modules_in(names, modules):
    """Return which of the modules such imported names refer to."""
    parts = (name.split(".") for name in names)
    paths = ([".".join(each[:end]) for end in range(len(each), 0, -1)] for each in parts)
    return {found for path in paths if (found := next(filter(modules.__contains__, path), ""))}


def without_django(imports):
    """Return the names of the modules that do not import Django, even indirectly."""
    inside = {name: modules_in(names, imports) for name, names in imports.items()}
    bound = {
        name
        for name, names in imports.items()
        if any(other.partition(".")[0] in FRAMEWORK for other in names)
    }
    while more := {name for name in inside.keys() - bound if inside[name] & bound}:
        bound |= more
    return inside.keys() - bound


@cache
def checked():
    """Return the modules that mypy checks, as listed in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert settings["strict"]
    packages = tuple(settings["packages"])
    inside = {
        name
        for name in imports_of(ROOMS)
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    }
    assert inside
    return inside | set(settings["modules"])


def test_what_needs_no_django_is_checked():
    assert without_django(imports_of(ROOMS)) <= checked()


def test_what_is_checked_exists():
    assert checked() <= imports_of(ROOMS).keys()


def test_no_checked_modules_import_each_other_in_a_circle():
    """Not even for types alone: a cycle can be read from no end."""
    imports = {name: names for name, names in imports_of(ROOMS).items() if name in checked()}
    pairs = {
        (name, other): []
        for name, names in imports.items()
        for other in modules_in(names, imports) - {name}
    }
    assert len(pairs) > 100
    assert knot(pairs) == []


def test_a_module_that_leads_to_django_is_told_from_one_that_does_not(tmp_path):
    for name, source in {
        "models": "from django.db import models",
        "views": "from . import models",
        "forms": "from .views import index",
        "pure": "import re\nfrom .other import word",
        "other": "from home import pure",
    }.items():
        (tmp_path / "home").mkdir(exist_ok=True)
        (tmp_path / "home" / f"{name}.py").write_text(source)
    assert without_django(imports_of(["home"], tmp_path)) == {"home.pure", "home.other"}
