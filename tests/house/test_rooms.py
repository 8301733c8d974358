"""House rules that keep the rooms apart and every page type, block and component tidy."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.blocks import StreamBlock
from wagtail.models import get_page_models

from home.blocks import BODY_BLOCKS

ROOT = Path(__file__).resolve().parents[2]
# Each room and the rooms that it may import: itself and those to its left.
MAY_KNOW = {
    "home": {"home"},
    "networks": {"home", "networks"},
    "meetings": {"home", "networks", "meetings"},
    "search": {"search"},
}
# A dotted name in a string that refers to a room, such as "meetings.MeetingPage".
DOTTED = re.compile(r"^(home|networks|meetings|search)\.[A-Za-z_][\w.]*$")
# Where an import inside a function is necessary, and why. `path::function` -> reason.
LATE_IMPORTS = {
    "manage.py::main": "Django's own template: the settings must be named first",
    "scripts/run.py::application": "the server's worker loads Django after the script has started",
}
# Signals that are used only inside their room, and why.
SIGNALS = {
    "search/index/listening.py": "Wagtail tells search backends of no page moved or closed",
    "home/file_lifecycle/wagtail_hooks.py": "the admin deletes files without asking the model",
    "home/privacy/receivers.py": "what is sent to be approved is looked at, by any door",
    "home/pending_changes/receivers.py": "whatever view changes an account is recorded",
    "home/audit_log/receivers.py": "what is approved is written down; the approval knows no record",
    "home/approval/receivers.py": "Wagtail tells nothing else of a cancelled sending",
    "meetings/calling/receivers.py": "a call is dropped with its sending, whatever screen cancels",
    "home/bin/receivers.py": "whatever view deletes a draft, it can be brought back",
    "home/approval_desk/receivers.py": "mails follow what the approval tells; it knows of no mail",
    "home/accounts/receivers.py": "what the library's log-in and an account's change bring about",
    "networks/receivers.py": "a term that overlaps another is refused through any channel",
    "networks/models/representatives.py": "the search must find a name when its term is published",
}


def python_files(*folders):
    files = [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if path.stem
    ]
    assert files
    return files


def relative(path):
    return path.relative_to(ROOT).as_posix()


def names_known(path):
    """Return every dotted name that a Python file imports or writes as a lazy string."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module
        elif isinstance(node, ast.Constant) and DOTTED.match(str(node.value)):
            yield node.value


@pytest.mark.parametrize("room", MAY_KNOW)
def test_rooms_know_only_rooms_to_their_left(room):
    known = {
        (relative(path), name.partition(".")[0])
        for path in python_files(room)
        for name in names_known(path)
    }
    strangers = {
        (path, other) for path, other in known if other in MAY_KNOW.keys() - MAY_KNOW[room]
    }
    assert not strangers
    assert any(other == room or other == "wagtail" for _, other in known)


def test_a_forbidden_name_would_be_seen(tmp_path):
    """The test above finds plain imports, from-imports and lazy strings."""
    source = 'import meetings.models\nfrom search import views\nowner = "networks.Seat"\n'
    (tmp_path / "room.py").write_text(source)
    assert set(names_known(tmp_path / "room.py")) == {"meetings.models", "search", "networks.Seat"}


@pytest.mark.parametrize("room", MAY_KNOW)
def test_migrations_depend_only_on_rooms_to_the_left(room):
    for config in apps.get_app_configs():
        if config.name.partition(".")[0] != room:
            continue
        for path in sorted((Path(config.path) / "migrations").glob("0*.py")):
            labels = set(re.findall(r"\('([a-z]+)', '\d{4}_", path.read_text(encoding="utf-8")))
            rooms = {
                apps.get_app_config(label).name.partition(".")[0]
                for label in labels
                if label in apps.app_configs
            }
            assert not rooms & (MAY_KNOW.keys() - MAY_KNOW[room]), relative(path)


def test_templates_reach_other_rooms_through_their_tags_only():
    """A room's templates show its own objects; anything else comes by `{% load room %}`."""
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert templates
    for path in templates:
        for library in re.findall(r"{%\s*load\s+([^%]+?)\s*%}", path.read_text(encoding="utf-8")):
            names = library.split(" from ")[-1].split()
            assert not [name for name in names if "." in name], relative(path)


@pytest.mark.parametrize("room", MAY_KNOW)
def test_tags_of_a_room_show_its_own_models(room):
    """A room's tags are its interface; they never use the tags of another room."""
    for path in sorted((ROOT / room / "templatetags").glob("*.py")):
        for name in names_known(path):
            other = name.partition(".")[0]
            assert other not in MAY_KNOW or other in {room, "home"}, relative(path)


def functions_with_imports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inner = (node for node in ast.walk(function) if node is not function)
            if any(isinstance(node, ast.Import | ast.ImportFrom) for node in inner):
                yield f"{relative(path)}::{getattr(function, 'name', 'lambda')}"


def test_no_function_imports():
    files = [ROOT / "manage.py", *python_files(*MAY_KNOW, "site", "tests", "scripts")]
    found = {name for path in files for name in functions_with_imports(path)}
    # Django's own place for imports that need the models, such as receivers.
    assert {name for name in found if not name.endswith("apps.py::ready")} == set(LATE_IMPORTS)


def test_nothing_connects_rooms_by_signals():
    files = python_files(*MAY_KNOW, "site")
    found = {
        relative(path)
        for path in files
        if re.search(r"@receiver\b|\.connect\(", path.read_text(encoding="utf-8"))
    }
    assert found == set(SIGNALS)


def test_site_stays_a_plain_folder():
    """`site` is a frozen module of the standard library; as a package it would shadow it."""
    assert (ROOT / "site" / "config" / "__init__.py").exists()
    assert not (ROOT / "site" / "__init__.py").exists()


def own_page_models():
    models = [m for m in get_page_models() if m.__module__.partition(".")[0] in MAY_KNOW]
    assert len(models) >= 14
    return models


@pytest.mark.parametrize("model", own_page_models(), ids=lambda m: m.__name__)
class TestPageTypes:
    def test_names_exactly_its_parents(self, model):
        """Without the list Wagtail would allow the page everywhere."""
        assert model.parent_page_types
        assert set(model.allowed_parent_page_models()) < set(get_page_models())

    def test_is_allowed_under_its_parents(self, model):
        """`subpage_types` of a parent may not contradict the child's `parent_page_types`."""
        assert len(model.allowed_parent_page_models()) == len(model.parent_page_types)

    def test_says_in_finnish_what_it_is_for(self, model):
        assert model.page_description.endswith(".")
        assert model._meta.verbose_name != model.__name__.lower()

    def test_has_the_template_that_its_room_and_name_tell(self, model):
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
        assert model.template == f"{model._meta.app_label}/{name}.html"
        get_template(model.template)


def all_blocks(blocks, way=""):
    for name, block in blocks:
        yield f"{way}{name}", block
        if isinstance(block, StreamBlock):
            yield from all_blocks(block.child_blocks.items(), f"{way}{name}.")


@pytest.mark.parametrize(("name", "block"), list(all_blocks(BODY_BLOCKS)))
class TestBlocks:
    def test_tells_the_editor_what_it_is(self, name, block):
        assert block.label and block.label != name
        assert block.get_description().endswith(".")

    def test_has_a_template(self, name, block):
        assert get_template(block.meta.template).origin.name

    def test_has_a_preview_of_its_own(self, name, block):
        assert block.is_previewable
        assert "preview_value" in dir(block.meta)
        rendered = block.render(block.normalize(block.get_preview_value()))
        assert name in {"picture", "documents"} or rendered.strip()


def test_there_are_blocks():
    assert len(BODY_BLOCKS) >= 7


def component_files():
    return sorted((ROOT / "templates" / "components").glob("*.html"))


def test_components_begin_with_their_arguments():
    """The first line of a component is a comment that names its arguments."""
    assert component_files()
    for path in component_files():
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert re.fullmatch(r"{#.+#}", first), relative(path)


def test_components_are_rendered_by_their_own_tag():
    """`{% component %}` isolates the context and passes the request; `{% include %}` does not."""
    templates = sorted((ROOT / "templates").rglob("*.html"))
    texts = {relative(path): path.read_text(encoding="utf-8") for path in templates}
    assert not [name for name, text in texts.items() if re.search(r"include .components/", text)]
    named = {name for text in texts.values() for name in re.findall(r'{% component "(\w+)"', text)}
    assert named <= {path.stem for path in component_files()}


def test_templates_hold_no_style_and_no_script():
    """The content security policy would block them; the admin's own templates are Wagtail's.

    Data for machines (application/ld+json) is no script: no browser runs it. Mails are read in
    mail programs, which fetch no style sheet and know no policy of ours.
    """
    templates = [
        path
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if not {"admin", "mail", "wagtailadmin"} & set(path.parts)
    ]
    assert templates
    for path in templates:
        text = path.read_text(encoding="utf-8")
        found = re.search(
            r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*(?:\ssrc=|ld\+json))", text
        )
        assert not found, relative(path)


def functions():
    for path in python_files(*MAY_KNOW, "site"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{relative(path)}::{node.name}", node.end_lineno - node.lineno + 1


def test_functions_are_short():
    lengths = dict(functions())
    assert len(lengths) > 100
    assert {name: length for name, length in lengths.items() if length > 40} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < 10


def test_templates_that_views_name_exist():
    for name in ("404.html", "500.html", "429.html", "search/results.html"):
        try:
            get_template(name)
        except TemplateDoesNotExist:
            pytest.fail(f"{name} is missing")
