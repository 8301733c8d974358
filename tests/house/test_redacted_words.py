"""Redacted words, put into every rich text of every page type, reach no reader."""

from types import SimpleNamespace

import pypdfium2
import pytest
from django.apps import apps
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from home.documents.models import CouncilDocument, CouncilImage
from home.models import ContactPage, HomePage
from home.richtext import RichTextField
from home.text.content import iterate_pieces
from search.models import Passage
from tests.factories import index_of, make_image, make_page, make_text_page
from tests.house.test_leaks import MARK, NEAR, PUBLIC, SECRET, text_of
from tests.sweep import laid_once, make_full, public_pages, stored

# One worker makes the world, once.
pytestmark = pytest.mark.xdist_group("redacted words")

TABLE = {
    "type": "table",
    "value": {
        "columns": [{"type": "rich_text", "heading": "Asia"}],
        "rows": [{"values": ["<p>Solu</p>"]}],
        "caption": "Taulukko",
    },
}
HIDDEN = f'<p>Tässä on <span data-redacted="">{SECRET} <b>{SECRET}</b></span>.</p>'


@pytest.fixture(scope="module")
def laid(roles, django_db_blocker, tmp_path_factory):
    """Lay the world once for all tests of this file; return it and the folder of its files."""
    folder = tmp_path_factory.mktemp("media")
    with laid_once(django_db_blocker, folder):
        council = HomePage.objects.get()
        index_of(ContactPage, council)
        with stored():
            make_full(council)
            make_text_page(council, title="Taulukko", body=[TABLE])
            make_image(council)
        with stored():
            places = {place for page in public_pages(council) for place in plant(page)}
        yield make_world(council, places), folder


@pytest.fixture
def world(laid, council, settings):
    world, settings.MEDIA_ROOT = laid
    return world


def plant(page):
    """Put hidden words into every rich text of the page and publish it."""
    page = page.get_latest_revision_as_object()
    places = []
    for piece in list(iterate_pieces(page)):
        if piece.rich:
            piece.put(f"{piece.value}{HIDDEN}")
            places.append((type(page).__name__, piece.name))
    page.save_revision().publish()
    return places


def make_world(council, places):
    """Return the objects for the addresses of the sweep, and the places of hidden words."""
    closed = make_text_page(council, slug="suljettu")
    return SimpleNamespace(
        places=places,
        documents=list(CouncilDocument.objects.all()),
        image=CouncilImage.objects.first(),
        restriction=PageViewRestriction.objects.create(page=closed, restriction_type="login"),
        link="/hyvaksy/arvaus/",
    )


def words_of(response) -> str:
    """Return all words of the response, with the text of a PDF."""
    if response["Content-Type"] != "application/pdf" or response.streaming:
        return text_of(response)
    pages = pypdfium2.PdfDocument(response.content)
    return "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_they_are_planted_in_every_rich_text(world):
    fields = {
        field.name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, RichTextField)
    }
    assert {name for _, name in world.places} >= fields | {"text", "description", "cell"}
    assert Page.objects.live().filter(title="Kaikki palat").exists()


def test_no_address_shows_them(world):
    client, shown = Client(), 0
    for route, make in PUBLIC.items():
        for address in make(world):
            response = client.get(address, follow=True)
            words = words_of(response)
            assert MARK not in words, (route, address)
            assert NEAR not in words or NEAR in address, (route, address)
            shown += "[poistettu]" in words
    assert shown > 4


def test_the_search_does_not_know_them(world):
    assert Passage.objects.exists()
    for passage in Passage.objects.values():
        assert MARK not in str(passage) and NEAR not in str(passage)
    pages = [page for page in Page.objects.live().specific() if hasattr(page, "search_text")]
    assert pages
    assert not any(MARK in page.search_text() for page in pages)


def test_descriptions_do_not_tell_them(world):
    for page in Page.objects.live().specific():
        if hasattr(page, "description"):
            assert MARK not in page.description


def test_a_preview_shows_what_readers_will_see(world, as_user, council):
    page = make_page(type(make_text_page(council)), council, body=[("text", HIDDEN)], live=False)
    page.save_revision()
    shown = as_user("communications").get(f"/hallinta/pages/{page.pk}/view_draft/").text
    assert "[poistettu]" in shown and MARK not in shown
