"""Templates: each compiles, and ours are kept apart from those that replace Wagtail's."""

import re
from pathlib import Path

import django
import pytest
import wagtail
from django.template import TemplateDoesNotExist
from django.template.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
TAG = re.compile(r"{%\s*(?P<name>\w+)(?:\s[^%]*?)?(?:\bas (?P<variable>\w+))?\s*%}")
LONGEST_LINE = 120
WHITE_SPACE_IS_SEEN = {"components/pieces.html"}  # a line break would show on the page
PACKAGES = [Path(package.__file__).parent for package in (django, wagtail)]


def names(*folders):
    return sorted(
        str(path.relative_to(TEMPLATES))
        for folder in folders
        for path in TEMPLATES.glob(f"{folder}/**/*.html")
    )


def replaced(name):
    """Return the path of the packaged template of this name, or None."""
    found = (path for package in PACKAGES for path in package.rglob(f"templates/{name}"))
    return next(found, None)


@pytest.mark.parametrize("name", names("wagtail*"))
def test_what_stands_under_wagtails_names_replaces_a_template_of_wagtail(name):
    assert replaced(name), f"{name} is our own: move it to templates/admin/"


def test_our_own_admin_screens_replace_nothing():
    own = names("admin")
    assert len(own) > 40
    assert [name for name in own if replaced(name)] == []


def test_our_own_templates_come_first():
    found = Engine.get_default().get_template("wagtailadmin/base.html")
    assert Path(found.origin.name) == TEMPLATES / "wagtailadmin" / "base.html"
    with pytest.raises(TemplateDoesNotExist):
        Engine.get_default().get_template("wagtailadmin/bin/index.html")


@pytest.mark.parametrize("name", names("."))
def test_each_template_compiles(name):
    assert Engine.get_default().get_template(name).nodelist is not None


def unused_variables(text: str) -> list[str]:
    """Return the variables set outside the blocks of a template that extends another.

    Django renders only the blocks of such a template, so the variables stay empty.
    """
    depth, found = 0, []
    for tag in TAG.finditer(text) if "{% extends " in text else ():
        depth += {"block": 1, "endblock": -1}.get(tag["name"], 0)
        if tag["variable"] and not depth:
            found.append(tag["variable"])
    return found


def test_variables_are_set_where_django_renders_them():
    texts = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in names(".")}
    unused = {name: unused_variables(text) for name, text in texts.items()}
    assert not {name: variables for name, variables in unused.items() if variables}


def test_the_rule_sees_a_variable_outside_a_block():
    set_outside = '{% extends "base.html" %}{% translate "Roskakori" as heading %}{% block a %}'
    assert unused_variables(set_outside) == ["heading"]


@pytest.mark.parametrize("name", sorted({*names(".")} - WHITE_SPACE_IS_SEEN))
def test_no_line_is_too_long_to_read(name):
    """Plain-text mails are exempt: their lines are sent as they are."""
    lines = (TEMPLATES / name).read_text(encoding="utf-8").splitlines()
    assert [line.strip()[:60] for line in lines if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("name", [each for each in names(".") if not each.startswith("wagtail")])
def test_each_template_says_first_what_it_is_given(name):
    first = (TEMPLATES / name).read_text(encoding="utf-8").partition("\n")[0]
    assert re.fullmatch(r"{# .+ #}", first)
