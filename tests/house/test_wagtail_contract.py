"""Everything internal to Wagtail that the site depends on is unchanged, and known.

A failure names the place in Wagtail that has moved and our file that depends on it.
"""

import ast
import hashlib
import inspect
import os
import re
import subprocess
import sys
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import wagtail
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.module_loading import import_string
from wagtail.admin.signal_handlers import register_signal_handlers

from home.approval_desk.apps import WAGTAILS_MAILS
from tests.house.wagtail_contract import DISCONNECTED, FILES, PATCHES, PRIVATE, WORDS

ROOT = settings.BASE_DIR
WAGTAIL = Path(wagtail.__file__).parent
VERSION = wagtail.__version__
ROOMS = ("home", "networks", "meetings", "search", "site")
PACKAGES = ("wagtail", "modelcluster", "taggit", "modelsearch")
DJANGOS = {"_meta", "_save"}  # Django has these under the same name
# Bulk actions share one URL pattern; home/accounts/gates.py builds names of this form.
ACTIONS = {"wagtail_bulk_action:wagtailcore:page:unpublish"}
OUR_ACTION = re.compile(r"action-[a-z-]+")
HOOK = re.compile(r"hooks\.register\(\s*\"(\w+)\"")
QUOTED = re.compile(r"(?<!register\()[\"'](\w+)[\"']")
PRIVATE_NAME = re.compile(r"\bdef (_[a-zA-Z]\w*)|\b(?:self|cls)\.(_[a-zA-Z]\w*) =")
URL_NAME = re.compile(r"wagtail[a-z_]*(:\w+)*")
CONTROLLER = re.compile(r"data-controller=\"([^\"{]*)\"")
TEMPLATE = re.compile(r"[\"'](wagtail\w*/[\w/.-]+\.html)[\"']")
BLOCK = re.compile(r"{%\s*(block|endblock)\b\s*(\w*)")
EXTENDS = re.compile(r"{%\s*extends\s+[\"']([^\"']+)[\"']")


def relative(path):
    return path.relative_to(ROOT).as_posix()


@cache
def sources():
    """Return the syntax trees of the code that runs on a server, by file name."""
    files = chain.from_iterable((ROOT / room).rglob("*.py") for room in ROOMS)
    found = {
        relative(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in files
        if "migrations" not in path.parts
    }
    assert len(found) > 100
    return found


@cache
def templates():
    return {
        relative(path): path.read_text(encoding="utf-8")
        for path in (ROOT / "templates").rglob("*.html")
    }


@cache
def wagtails(suffix):
    """Return the text of every file of this type in Wagtail, without its tests."""
    files = WAGTAIL.rglob(f"*{suffix}")
    texts = (
        path.read_text(encoding="utf-8", errors="replace")
        for path in files
        if not {"tests", "test", "locale"} & set(path.relative_to(WAGTAIL).parts)
    )
    return "\n".join(texts)


# Files that replace Wagtail's


def packaged(name):
    """Return the file of Wagtail that our file of this name replaces."""
    kind, _, rest = name.partition("/")
    found = WAGTAIL.rglob(f"{kind}/{rest}")
    return next((path for path in found if "legacy" not in path.parts), None)


@pytest.mark.parametrize("name", FILES)
def test_what_ours_replaces_is_as_it_was(name):
    path = packaged(name)
    assert path, f"Wagtail {VERSION} has no {name}: ours is never used, find what took its place"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert digest in FILES[name], (
        f"Wagtail {VERSION} changed {path}. Compare {name} with it, take over what matters, and "
        f'add "{digest}" to tests/house/wagtail_contract.py.'
    )


def test_every_replaced_file_is_listed():
    ours = {
        relative(path)
        for folder in ("templates", "static")
        for path in (ROOT / folder).glob("wagtail*/**/*")
        if path.is_file()
    }
    assert ours == set(FILES)


# Names with an underscore


@pytest.mark.parametrize(
    ("owner", "name"), [(owner, name) for name, (_, *owners) in PRIVATE.items() for owner in owners]
)
def test_a_private_name_is_still_there(owner, name):
    files = ", ".join(PRIVATE[name][0])
    assert hasattr(import_string(owner), name), (
        f"Wagtail {VERSION} has no {owner}.{name} any more; {files} calls it."
    )


def private_names(tree):
    """Return the single-underscore names that the code reads, and those that it defines."""
    read, made = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            (read if isinstance(node.ctx, ast.Load) else made).add(node.attr)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            made.add(node.name)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGES):
            read |= {alias.name for alias in node.names}
    is_private = re.compile(r"_[a-zA-Z]\w*").fullmatch
    return set(filter(is_private, read)), set(filter(is_private, made))


def test_every_private_name_is_listed():
    names = {path: private_names(tree) for path, tree in sources().items()}
    own = set().union(*(made for _, made in names.values())) | DJANGOS
    known = set(chain.from_iterable(PRIVATE_NAME.findall(wagtails(".py")))) - {""}
    used = {(path, name) for path, (read, _) in names.items() for name in read & known - own}
    assert used == {(path, name) for name, (files, *_) in PRIVATE.items() for path in files}


# Classes of Wagtail that are patched


def imports_of(tree):
    """Return a file's imports from Wagtail: local name to name in Wagtail."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGES)
        for alias in node.names
    }


def patches_in(tree):
    imported = imports_of(tree)
    for node in ast.walk(tree):
        for target in getattr(node, "targets", [getattr(node, "target", None)]):
            owner = getattr(target, "value", None)
            if isinstance(target, ast.Attribute) and getattr(owner, "id", "") in imported:
                yield f"{imported[owner.id]}.{target.attr}"


def test_every_change_of_a_class_is_listed():
    found = {(name, path) for path, tree in sources().items() for name in patches_in(tree)}
    assert found == set(PATCHES.items())


@pytest.mark.parametrize("name", PATCHES)
def test_what_is_changed_is_still_there(name):
    owner, _, attribute = name.rpartition(".")
    own_and_inherited = "\n".join(
        inspect.getsource(each)
        for each in import_string(owner).__mro__
        if each.__module__.startswith(PACKAGES)
    )
    assert re.search(rf"^\s+(?:def )?{attribute}\b(?=[ :(=])", own_and_inherited, re.MULTILINE), (
        f"Wagtail {VERSION} has no {name} any more; {PATCHES[name]} replaces it in vain."
    )


@pytest.mark.parametrize(("signal", "model", "uid"), WAGTAILS_MAILS)
def test_what_is_disconnected_was_connected(signal, model, uid):
    sender = import_string(f"wagtail.models.{model}")
    register_signal_handlers()
    try:
        assert signal.disconnect(sender=sender, dispatch_uid=uid), (
            f"Wagtail {VERSION} connects no “{uid}”: {DISCONNECTED} lets its mail go out."
        )
    finally:
        for each, of, name in WAGTAILS_MAILS:
            each.disconnect(sender=import_string(f"wagtail.models.{of}"), dispatch_uid=name)


# Names in forms and responses


@pytest.mark.parametrize(
    ("ours", "word"), [(ours, word) for ours, words in WORDS.items() for word in words]
)
def test_a_word_of_forms_is_still_said(ours, word):
    assert f'"{word}"' in (ROOT / ours).read_text(encoding="utf-8"), f"{ours} needs no {word} now"
    said = re.compile(rf"[\"'](?:action-)?{word.removeprefix('action-')}[\"']")
    for name in WORDS[ours][word]:
        assert said.search((WAGTAIL / name).read_text(encoding="utf-8")), (
            f"Wagtail {VERSION} does not say “{word}” in {name} any more; {ours} waits for it."
        )


def test_every_name_of_a_button_is_listed():
    known = set(chain.from_iterable(WORDS.values()))
    found = {
        (path, node.value)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and OUR_ACTION.fullmatch(str(node.value))
    }
    assert found
    assert {(path, word) for path, word in found if word not in known} == set()


# Dependencies found in the code itself, without a list


def url_names(resolver=None, prefix=""):
    """Return the names of all URLs, with their namespaces."""
    resolver = resolver or get_resolver()
    found = {f"{prefix}{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    for namespace, (_, inner) in resolver.namespace_dict.items():
        found |= url_names(inner, f"{prefix}{namespace}:")
    return found


def test_every_address_of_wagtail_that_we_name_is_there():
    known = url_names()
    in_code = {
        (path, node.value)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and URL_NAME.fullmatch(str(node.value))
        if ":" in node.value or node.value.startswith(("wagtailadmin_", "wagtailcore_"))
    }
    in_templates = {
        (path, name)
        for path, text in templates().items()
        for name in re.findall(r"{%\s*url\s+[\"'](wagtail[\w:]+)[\"']", text)
    }
    found = in_code | in_templates
    assert len(found) > 30
    # The code also contains prefixes of names, such as that of a namespace.
    begun = {name[: len(wanted)] for name in known for _, wanted in found}
    assert {(path, name) for path, name in found if name not in begun | ACTIONS} == set()


def test_every_hook_that_we_register_is_asked_for():
    own = "\n".join(map(ast.unparse, sources().values()))
    asked = set(QUOTED.findall(wagtails(".py") + wagtails(".html") + own))
    found = {
        (path, name)
        for path in sources()
        for name in HOOK.findall((ROOT / path).read_text(encoding="utf-8"))
    }
    assert len(found) > 30
    assert {(path, name) for path, name in found if name not in asked} == set()


def test_every_template_of_wagtail_that_we_name_is_there():
    code = {path: (ROOT / path).read_text(encoding="utf-8") for path in sources()}
    named = {name for text in (code | templates()).values() for name in TEMPLATE.findall(text)}
    assert len(named) > 10
    for name in sorted(named):
        assert get_template(name)


def blocks_of(text):
    """Return the blocks that a template defines, nested ones included."""
    return {name for kind, name in BLOCK.findall(text) if kind == "block"}


def outer_blocks(text):
    depth = 0
    for kind, name in BLOCK.findall(text):
        if kind == "block" and depth == 0:
            yield name
        depth += 1 if kind == "block" else -1


def inherited_blocks(text, path=None):
    """Return the blocks that the parent templates define."""
    if not (parent := EXTENDS.search(text)):
        return set()
    origins = [
        place / parent[1]
        for loader in get_template("base.html").backend.engine.template_loaders
        for each in getattr(loader, "loaders", [loader])
        for place in map(Path, each.get_dirs())
        if (place / parent[1]).is_file()
    ]
    above = next(each for each in origins if each != path)
    inner = above.read_text(encoding="utf-8")
    return blocks_of(inner) | inherited_blocks(inner, above)


def test_every_block_that_we_fill_is_in_the_template_above():
    assert sum("{% extends" in text for text in templates().values()) > 40
    lost = {
        (path, name)
        for path, text in templates().items()
        if EXTENDS.search(text)
        for name in set(outer_blocks(text)) - inherited_blocks(text, ROOT / path)
    }
    assert lost == set()


def test_every_controller_that_we_ask_of_wagtail_is_there():
    scripts = wagtails(".js")
    found = {
        (path, name)
        for path, text in templates().items()
        for names in CONTROLLER.findall(text)
        for name in names.split()
        if name.startswith("w-")
    }
    assert found
    assert {(path, name) for path, name in found if f'"{name}"' not in scripts} == set()


def our_classes():
    for name in sorted(sys.modules):
        if name.partition(".")[0] in ROOMS:
            for each in vars(sys.modules[name]).values():
                if inspect.isclass(each) and each.__module__ == name:
                    yield each


def replaced_methods():
    """Return each method of ours that overrides one of Wagtail's, with both."""
    for each in our_classes():
        for name, ours in vars(each).items():
            above = (vars(base)[name] for base in each.__mro__[1:] if name in vars(base))
            theirs = next(above, None)
            both = inspect.isfunction(ours) and inspect.isfunction(theirs)
            if both and theirs.__module__.startswith(PACKAGES):
                yield each, name, ours, theirs


def accepts(ours, theirs):
    """Return whether our method accepts every argument that Wagtail may pass to its own."""
    mine = inspect.signature(ours).parameters.values()
    kinds = {parameter.kind for parameter in mine}
    names = {parameter.name for parameter in mine}
    loose = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL} & kinds
    needed = [p for p in inspect.signature(theirs).parameters.values() if p.name != "self"]
    return bool(loose) or all(p.name in names for p in needed) or len(mine) > len(needed)


def test_every_method_that_replaces_wagtails_takes_the_same():
    found = list(replaced_methods())
    assert len(found) > 50
    wrong = [
        f"{each.__module__}.{each.__qualname__}.{name}: Wagtail {VERSION} calls it with "
        f"{inspect.signature(theirs)}"
        for each, name, ours, theirs in found
        if not accepts(ours, theirs)
    ]
    assert wrong == []


def test_wagtail_warns_of_nothing_that_it_will_take_away():
    run = subprocess.run(
        [sys.executable, "-W", "always", "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "no issues" in run.stdout + run.stderr
    assert re.findall(r"RemovedInWagtail\d+Warning: .*", run.stderr) == []


class TestWhatWouldBeFound:
    def test_a_changed_class_and_a_private_name(self):
        tree = ast.parse("from wagtail.models import Page\nPage.route = None\nPage._hidden()")
        assert list(patches_in(tree)) == ["wagtail.models.Page.route"]
        assert private_names(tree) == ({"_hidden"}, set())

    def test_a_private_name_that_is_imported(self):
        tree = ast.parse("from wagtail.admin.auth import _reject")
        assert private_names(tree)[0] == {"_reject"}

    def test_a_block_without_one_above(self):
        text = (
            '{% extends "base.html" %}{% block nowhere %}{% block in %}{% endblock %}{% endblock %}'
        )
        assert set(outer_blocks(text)) - inherited_blocks(text) == {"nowhere"}

    def test_a_method_that_takes_too_little(self):
        assert not accepts(lambda self: 0, lambda self, request: 0)
        assert accepts(lambda self, given: 0, lambda self, request: 0)
        assert accepts(lambda self, *args, **kwargs: 0, lambda self, request: 0)
