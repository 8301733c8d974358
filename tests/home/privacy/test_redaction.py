"""Redacted words reach no reader: rich text becomes public through one function only."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from home.blocks import SHORT_TEXT_FEATURES, TEXT_FEATURES
from home.richtext import RichTextBlock, RichTextField
from home.text.redaction import PUBLIC, get_public_text, redact
from tests.factories import make_document, make_meeting, make_text_page

ROOT = Path(__file__).resolve().parents[3]
SECRET = "kätkösana"


def hidden(words=SECRET):
    return f'<span data-redacted="">{words}</span>'


class TestTheDoor:
    @pytest.mark.parametrize(
        ("stored", "public"),
        [
            ("<p>Ei mitään piilossa &amp; muuta</p>", "<p>Ei mitään piilossa &amp; muuta</p>"),
            (f"<p>Nimi {hidden()}.</p>", f"<p>Nimi {PUBLIC}.</p>"),
            (f"<p>{hidden()} {hidden()}</p>", f"<p>{PUBLIC}</p>"),
            (f"<p><b>{hidden('a <i>b</i>')}</b></p>", f"<p><b>{PUBLIC}</b></p>"),
            (f"<p>{hidden(f'a {hidden()} b')}</p>", f"<p>{PUBLIC}</p>"),
            (f'<a href="mailto:{SECRET}">{hidden()}</a>', PUBLIC),
            (f'<a href="/x">sivu {hidden()}</a>', f'<a href="/x">sivu {PUBLIC}</a>'),
            (f"<SPAN DATA-REDACTED>{SECRET}</SPAN> loppu", f"{PUBLIC} loppu"),
            (f"<p>alku <span data-redacted>{SECRET}", f"<p>alku {PUBLIC}</p>"),
            (f'<span class="x" data-redacted="no">{SECRET}</span>', PUBLIC),
        ],
    )
    def test_what_readers_may_have(self, stored, public):
        assert redact(stored) == public

    def test_the_words_for_the_search(self):
        assert get_public_text(f"<p>Nimi {hidden()}</p><p>Loppu</p>") == "Nimi [poistettu] Loppu"

    @given(st.lists(st.tuples(st.booleans(), st.text(st.characters(codec="utf-8"), max_size=8))))
    def test_nothing_marked_is_left_and_nothing_else_is_lost(self, parts):
        texts = [f"{n}{'X' if secret else 'o'}{n}" for n, (secret, _) in enumerate(parts)]
        html = "".join(
            hidden(text) if secret else f"<i>{text}</i>"
            for text, (secret, _) in zip(texts, parts, strict=True)
        )
        shown = redact(html)
        assert "X" not in shown
        assert all(text in shown for text, (s, _) in zip(texts, parts, strict=True) if not s)

    @given(st.text(alphabet="<>spandt-re=\"' /ac", max_size=60))
    def test_any_text_goes_through(self, text):
        assert isinstance(redact(text + "<b data-redacted>"), str)


class TestTheEditorsTool:
    @pytest.mark.parametrize("features", [TEXT_FEATURES, SHORT_TEXT_FEATURES])
    def test_what_is_stored_comes_back_to_the_editor_and_is_stored_again(self, features):
        stored = f'<p data-block-key="a1b2c">Nimi {hidden()} ja <b>{hidden("toinen")}</b></p>'
        converter = ContentstateConverter(features=features)
        state = converter.from_database_format(stored)
        assert '"style": "REDACTED"' in state
        again = converter.to_database_format(state)
        assert redact(again).count(PUBLIC) == 2
        assert SECRET in again and SECRET not in redact(again)

    def test_its_name_is_finnish(self, as_user, council):
        page = make_text_page(council)
        form = as_user("communications").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "Poista julkisesta" in form.text


class TestPages:
    def test_a_reader_sees_that_something_was_left_out(self, council, stored):
        with stored():
            meeting = make_meeting(council, summary=f"<p>Valittiin {hidden()}.</p>")
        html = Client().get(meeting.get_url()).text
        assert SECRET not in html
        assert f"Valittiin {PUBLIC}." in html
        assert html.index("Sivulta on jätetty pois") < html.index("<h1")
        assert 'content="Valittiin [poistettu]."' in html

    def test_other_pages_say_nothing_of_it(self, council):
        page = make_text_page(council, body=[("text", "<p>Kaikki näkyy.</p>")])
        assert "Sivulta on jätetty pois" not in Client().get(page.get_url()).text

    def test_the_words_stay_in_the_version(self, council):
        page = make_text_page(council, body=[("text", f"<p>{hidden()}</p>")])
        revision = page.save_revision()
        revision.publish()
        assert SECRET in str(revision.as_object().body.get_prep_value())

    def test_a_file_whose_link_is_left_out_is_not_public(self, council, stored, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        document = make_document(council)
        link = f'<p><a linktype="document" id="{document.pk}">{hidden("Selvitys")}</a></p>'
        with stored():
            make_text_page(council, body=[("text", link)])
            make_meeting(council, summary=link)
        assert Client().get(document.url).status_code == 404


class TestThereIsNoOtherDoor:
    # Code that would show or pass on stored rich text unchanged.
    AROUND = {"get_text_for_indexing", "expand_db_html"}

    def python_files(self):
        for room in ("home", "networks", "meetings", "search"):
            for path in (ROOT / room).rglob("*.py"):
                if "migrations" not in path.parts:
                    yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")

    def test_no_code_goes_around_it(self):
        found = set()
        for name, source in self.python_files():
            for node in ast.walk(ast.parse(source)):
                imported = isinstance(node, ast.ImportFrom) and {each.name for each in node.names}
                if imported and imported & self.AROUND:
                    found.add(name)
        assert found == {"home/text/redaction.py"}

    def test_every_field_of_rich_text_is_ours(self):
        fields = [
            field
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if type(field).__name__ == "RichTextField"
        ]
        assert len(fields) >= 3
        assert all(isinstance(field, RichTextField) for field in fields)
        assert all("redact" in field.features for field in fields)

    def test_every_block_of_rich_text_is_ours(self):
        blocks = [block for field in streams() for block in rich_blocks(field.stream_block)]
        assert len(blocks) >= 5
        assert all(isinstance(block, RichTextBlock) for block in blocks)
        assert all("redact" in block.features for block in blocks)

    def test_templates_show_no_source(self):
        for path in (ROOT / "templates").rglob("*.html"):
            if path.name != "richtext.html":
                shown = re.findall(r"(?:value|text|description)\.source|\|safe\b", path.read_text())
                assert not shown, path


def streams():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if hasattr(field, "stream_block"):
                yield field


def rich_blocks(block):
    if type(block).__name__ == "RichTextBlock" or isinstance(block, RichTextBlock):
        yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from rich_blocks(child)
    if hasattr(block, "child_block"):
        yield from rich_blocks(block.child_block)
