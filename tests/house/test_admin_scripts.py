"""The admin runs no inline script: its content security policy forbids them."""

import json
from pathlib import Path

import pytest
from django.db import transaction
from lxml import etree
from lxml.html import document_fromstring

from tests.house.test_endpoint_matrix import SUPERUSER, Poster, World, readable

STARTED = Path("static/js/start.js").read_text(encoding="utf-8")


def pieces(answer):
    """Yield the HTML of a response: a page, or the parts of a modal that come as JSON."""
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        yield answer.text
    elif kind.startswith("application/json"):
        yield from strings(json.loads(answer.content))


def strings(value):
    """Yield the strings with tags in a JSON value."""
    if isinstance(value, str):
        yield from [value] if "<" in value else []
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def inline(html: str) -> list[str]:
    """Return inline code: scripts, event handlers, javascript: addresses."""
    found = []
    for tag in tags(html):
        runs = tag.get("type", "text/javascript") in ("text/javascript", "module", "")
        if tag.tag == "script" and runs and not tag.get("src"):
            found.append(str(tag.text)[:200])
        found += [f"{tag.tag} {name}" for name in tag.attrib if name.startswith("on")]
        address = tag.get("href") or tag.get("action") or ""
        found += [address] if address.lower().startswith("javascript:") else []
    return found


def tags(html: str):
    """Return all elements, those of templates included."""
    return document_fromstring(html).iter(etree.Element) if html.strip() else []


def kinds(html: str) -> set[str]:
    """Return the classes that the page asks static/js/start.js to start."""
    return {kind for tag in tags(html) if (kind := tag.get("data-start-kind-value"))}


@pytest.fixture
def answers(council, roles):
    """Yield the responses to a superuser at every readable address of the admin."""
    world = World(council)
    client, found = Poster(world).clients[SUPERUSER], {}
    for _, address in readable(world):
        with transaction.atomic():
            found[address] = client.get(address)
            transaction.set_rollback(True)
    return found


def test_no_page_of_the_admin_holds_an_inline_script(answers):
    started, read = set(), 0
    for address, answer in answers.items():
        for html in pieces(answer):
            assert not inline(html), address
            started |= kinds(html)
            read += 1
        policy = answer.headers.get("Content-Security-Policy", "")
        scripts = next((p for p in policy.split(";") if p.strip().startswith("script-src")), "")
        assert "unsafe" not in scripts, address
    assert read > 150
    assert {"PageChooser", "InlinePanel"} <= started
    assert all(f'"{kind}"' in STARTED for kind in started)


@pytest.mark.parametrize(
    "html",
    [
        "<script>start()</script>",
        "<p onclick='start()'>",
        "<a href='JavaScript:start()'>",
        "<template><script>start()</script></template>",
    ],
)
def test_what_would_run_is_seen(html):
    assert inline(html)


def test_what_does_not_run_is_let_be():
    assert not inline("<script src='/a.js'></script><script type='application/json'>{}</script>")
