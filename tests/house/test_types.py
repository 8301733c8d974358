"""Every module of the site that needs no Django is checked by mypy (`make lint`)."""

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("home", "meetings", "networks", "search")
FRAMEWORK = {"django", "wagtail", "modelcluster", "modelsearch", "taggit", "allauth", "config"}
# Modules that need no Django and are not checked: they walk the trees of lxml and the objects of
# PDF files, which have no types of their own.
UNCHECKED = {
    f"home.file_parsing.{name}"
    for name in (
        *("__main__", "binary", "excel", "excel_looks", "inspecting", "office", "office_kinds"),
        *("opendocument", "package", "pdf", "pdf_clean", "pdf_layers", "pdf_pages", "pdf_words"),
        *("personal", "pictures", "plain", "powerpoint", "report", "revisions", "sniff"),
        *("word", "xmls"),
    )
}


def modules_of(root, rooms):
    """Return the path of every module with something in it, by its dotted name."""
    paths = [path for room in rooms for path in sorted((root / room).rglob("*.py"))]
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in paths
        if "migrations" not in path.parts and path.read_text(encoding="utf-8").strip()
    }


def imports_of(name, path):
    """Yield the dotted names that a module imports, relative ones made whole."""
    package = name.split(".")[: None if path.stem == "__init__" else -1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def without_django(modules):
    """Return the names of the modules that lead to no Django, however far one follows them."""
    imports = {name: set(imports_of(name, path)) & modules.keys() for name, path in modules.items()}
    bound = {
        name
        for name, path in modules.items()
        if any(other.partition(".")[0] in FRAMEWORK for other in imports_of(name, path))
    }
    while more := {name for name in modules.keys() - bound if imports[name] & bound}:
        bound |= more
    return modules.keys() - bound


@cache
def checked():
    """Return the modules that mypy checks, as pyproject.toml lists them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    assert settings["strict"]
    packages = tuple(settings["packages"])
    inside = {
        name
        for name in modules_of(ROOT, ROOMS)
        if any(name == package or name.startswith(f"{package}.") for package in packages)
    }
    assert inside
    return inside | set(settings["modules"])


def test_what_needs_no_django_is_checked():
    assert without_django(modules_of(ROOT, ROOMS)) - checked() == UNCHECKED


def test_what_is_checked_exists():
    assert checked() <= modules_of(ROOT, ROOMS).keys()


def test_a_module_that_leads_to_django_is_told_from_one_that_does_not(tmp_path):
    room = tmp_path / "home"
    room.mkdir()
    (room / "models.py").write_text("from django.db import models\n")
    (room / "views.py").write_text("from . import models\n")
    (room / "pure.py").write_text("import re\nfrom .other import told\n")
    (room / "other.py").write_text("from .pure import word\n")
    assert without_django(modules_of(tmp_path, ["home"])) == {"home.pure", "home.other"}
