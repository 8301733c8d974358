"""Style sheets: valid, in the order of their layers, and without unused classes."""

import re
from functools import cache
from pathlib import Path

import django
import pytest
import wagtail
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from home.stylesheet import JOINED, SHEETS, JoinedStylesFinder, join_styles

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "static" / "css"
FILES = sorted(STYLES.glob("*.css"))
ALONE = ["account", "approval"]  # linked by their own pages, after the joined sheet
# Beside Wagtail's sheet, which has no layers.
ADMIN = ["admin", "admin-tables", "agenda", "dashboard", "guide", "editing"]
ROOMS = ("home", "networks", "meetings", "search")
# Families of classes that several templates share without being a component.
SHARED = 2
BLOCK = r"@layer ([a-z]+) \{\n.*\n\}\n"


def read(name):
    text = (STYLES / f"{name}.css").read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL)


def declared_layers():
    """Return the order of layers that the first sheet declares."""
    return re.match(r"@layer ([^;{]+);", read("tokens"))[1].split(", ")


def classes(name):
    """Return the classes that the selectors of a sheet name."""
    selectors = re.findall(r"([^{};]+)\{", re.sub(r"url\([^)]*\)", "", read(name)))
    return set(re.findall(r"\.([a-z][\w-]*)", " ".join(selectors)))


def family(name):
    return re.split("__|--", name)[0]


def words(paths):
    return {path: set(re.findall(r"[\w-]+", path.read_text(encoding="utf-8"))) for path in paths}


@cache
def our_words():
    """Return the words of every file of ours that may set a class, by path."""
    paths = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/js/**/*.js")]
    return words(paths + [path for room in ROOMS for path in (ROOT / room).rglob("*.py")])


@cache
def framework_words():
    """Return the classes that Django's forms and Wagtail's admin set, among other words."""
    widgets = (Path(django.__file__).parent / "forms").rglob("*.html")
    core = Path(wagtail.__file__).parent / "admin/static/wagtailadmin/css/core.css"
    return set().union(*words([*widgets, core]).values())


def users(name):
    """Return the files that use a class, those with a computed modifier (`state--{{`) included."""
    stem = name.rpartition("--")[0]
    written = {name, f"{stem}--"} if stem else {name}
    return [path for path, found in our_words().items() if written & found]


@cache
def component_names():
    """Return templates by name, or by folder and name, as in search-results; and their folders."""
    paths = [path for path in our_words() if path.suffix == ".html"]
    names = {path.stem for path in paths}
    names |= {f"{path.parent.name}_{path.stem}" for path in paths}
    names |= {path.parent.name for path in paths}
    return {name.replace("_", "-") for name in names}


def test_there_are_sheets():
    assert {*SHEETS, *ALONE, *ADMIN} == {path.stem for path in FILES}


@pytest.mark.parametrize("sheet", FILES, ids=lambda sheet: sheet.name)
def test_each_rule_is_closed(sheet):
    """Browsers read the rest of the file into an unclosed rule."""
    text = sheet.read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("name", [*SHEETS, *ALONE])
def test_each_sheet_for_readers_is_one_layer(name):
    assert re.fullmatch(BLOCK, re.sub(r"^@layer [^;{]+;\n\n", "", read(name)), re.DOTALL)


def test_sheets_are_joined_in_the_order_of_their_layers():
    layers = [re.search(r"^@layer (\w+) \{", read(name), re.MULTILINE)[1] for name in SHEETS]
    order = declared_layers()
    assert layers == sorted(layers, key=order.index)
    assert [*dict.fromkeys(layers), *ALONE] == order


@pytest.mark.parametrize("name", [*SHEETS, *ALONE, *ADMIN])
def test_each_class_is_used(name):
    unused = {each for each in classes(name) if not users(each)}
    assert unused - framework_words() == set()


@pytest.mark.parametrize("name", [*SHEETS, *ALONE])
def test_each_family_of_classes_is_named_like_a_template_or_shared(name):
    foreign = {family(each) for each in classes(name)} - component_names()
    for each in sorted(foreign):
        shared = len(users(each)) >= SHARED or each in framework_words()
        assert shared, f".{each}: name it like its component"


def test_readers_load_one_file_without_comments():
    path = Path(finders.find(JOINED))
    text = path.read_text(encoding="utf-8")
    assert text == join_styles() and "/*" not in text
    assert text.startswith("@layer tokens, ") and text.count("{") == text.count("}")
    assert finders.find(JOINED, find_all=True) == [str(path)]
    assert JoinedStylesFinder().find("css/other.css") == []


def test_a_changed_sheet_is_joined_anew(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    finder = JoinedStylesFinder()
    path = Path(finder.find(JOINED))
    first = path.stat().st_mtime_ns
    assert Path(finder.find(JOINED)).stat().st_mtime_ns == first  # left alone when it is right
    path.write_text("old", encoding="utf-8")
    assert Path(finder.find(JOINED)).read_text(encoding="utf-8") == join_styles()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_server_collects_it_under_a_name_with_its_fingerprint(tmp_path):
    storages = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    ours = [
        "django.contrib.staticfiles.finders.FileSystemFinder",
        "home.stylesheet.JoinedStylesFinder",
    ]
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages, STATICFILES_FINDERS=ours):
        call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / JOINED).read_text(encoding="utf-8") == join_styles()
    assert list((tmp_path / "css").glob("site.????????????.css"))
