"""The guide in the admin: the whole text with its pictures, and a section for each screen."""

import inspect
import re

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, reverse
from wagtail.admin import urls as admin_urls

from home.guide.finding import get_guide_url, list_sections
from home.guide.reading import read_guide
from tests.factories import (
    make_meeting,
    make_network,
    make_news_index,
    make_statement,
    make_text_page,
)

TEXT = (settings.BASE_DIR / "docs" / "editors.md").read_text(encoding="utf-8")
ROOMS = {"home", "networks", "meetings", "search"}
# Views of ours that show no page of their own: they answer a button, a script or a download.
NO_SCREENS = {
    "approval_record_lines",
    "cancel_approval",
    "export_roster_csv",
    "export_roster_xlsx",
    "guide",
    "guide_picture",
    "left_place_done",
    "mark_action_done",
    "new_meeting_first",
    "lexicon:try",
    "read_file_again",
    "read_moment",
    "remind_approvers",
    "reopen_action",
    "restore_from_bin",
    "try_mail_again",
}


def our_screens(patterns=admin_urls.urlpatterns, spaces=()):
    """Yield the names of the views of the admin that are ours and show a page."""
    for pattern in patterns:
        if not isinstance(pattern, URLPattern):
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from our_screens(pattern.url_patterns, spaces + space)
            continue
        view = inspect.unwrap(pattern.callback)
        module = getattr(view, "view_class", view).__module__
        name = ":".join([*spaces, pattern.name or ""])
        if module.partition(".")[0] in ROOMS and not name.endswith("_results"):
            yield name


def test_each_screen_of_ours_has_a_section(council):
    screens = set(our_screens()) - NO_SCREENS
    assert len(screens) > 50
    assert {name for name in screens if "#" not in get_guide_url(name)} == set()


def test_each_section_exists_and_has_its_own_address():
    anchors = [section.anchor for section in read_guide().sections]
    assert len(anchors) > 40
    assert len(set(anchors)) == len(anchors)
    assert {anchor for anchor in list_sections().values() if anchor not in anchors} == set()


def test_what_is_mapped_exists():
    """A view, a namespace or a model that is renamed would lose its section unseen."""
    named = set(all_names())
    spaces = {name.rpartition(":")[0] for name in named}
    models = {key for key in list_sections() if re.fullmatch(r"\w+\.[A-Z]\w+", key)}
    assert models
    assert set(list_sections()) - named - spaces - models == set()
    for label in models:
        assert any(label.endswith(f".{model.__name__}") for model in apps.get_models()), label


def all_names(patterns=admin_urls.urlpatterns, spaces=()):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or ""])
        else:
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from all_names(pattern.url_patterns, spaces + space)


class TestPage:
    @pytest.fixture
    def page(self, as_user):
        answer = as_user("chair").get(reverse("guide"))
        assert answer.status_code == 200
        return BeautifulSoup(answer.text, "html.parser").find("main")

    def test_has_every_heading_and_its_address(self, page):
        titles = re.findall(r"^#{2,3} (.+)$", TEXT, re.MULTILINE)
        found = page.find("article").find_all(["h2", "h3"])
        assert [heading.get_text() for heading in found] == titles
        assert all(heading["id"] for heading in found)
        assert len(page.find_all("h1")) == 1

    def test_contents_lead_to_chapters(self, page):
        links = page.find("nav").find_all("a")
        assert len(links) == len(re.findall(r"^## ", TEXT, re.MULTILINE))
        assert all(page.find(id=link["href"][1:]) for link in links)

    def test_tables_and_pictures_are_there(self, page, secretary):
        assert page.find("table")
        pictures = page.find_all("img")
        assert len(pictures) == TEXT.count("](images/")
        assert all(picture["alt"] for picture in pictures)
        answer = secretary.get(pictures[0]["src"])
        assert answer["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG")

    def test_no_other_file_is_sent(self, secretary):
        for name in ("front.png", "editors.md", "nothing.png"):
            assert secretary.get(f"/hallinta/opas/kuva/{name}").status_code == 404

    def test_is_for_staff_only(self, client, council):
        for path in ("/hallinta/opas/", "/hallinta/opas/kuva/login.png"):
            assert client.get(path).status_code == 302


class TestTheWayThere:
    def link(self, client, address):
        html = client.get(address, follow=True).text
        return BeautifulSoup(html, "html.parser").find("nav", class_="guide-link").a["href"]

    def test_opens_at_the_section_of_the_screen(self, secretary, council):
        pages = {
            make_meeting(council): "asiakohdat-ja-paatokset",
            make_statement(council): "lausunto-tai-aloite",
            make_network(council): "mita-lukija-nakee-ja-mista-se-tulee",
            make_text_page(council): "muokkaa-sivua",
        }
        for page, anchor in pages.items():
            address = reverse("wagtailadmin_pages:edit", args=[page.pk])
            assert self.link(secretary, address) == f"/hallinta/opas/#{anchor}"

    def test_of_what_is_written_anew(self, secretary, council):
        index = make_news_index(council)
        address = reverse("wagtailadmin_pages:add", args=["home", "newspage", index.pk])
        assert self.link(secretary, address) == "/hallinta/opas/#tiedote"

    @pytest.mark.parametrize(
        ("address", "anchor"),
        [
            ("/hallinta/", "mita-tyopoyta-kertoo"),
            ("/hallinta/meetings/", "uusi-kokous-alle-minuutissa"),
            ("/hallinta/snippets/networks/person/", "viestit-edustajille"),
            ("/hallinta/sanasto/", "haku-sanasto-nostot-ja-raportti"),
            ("/hallinta/documents/", "asiakirjat-ja-niiden-tiedostot"),
            ("/hallinta/raportit/avoimet-tehtavat/", "asiakohdat-ja-paatokset"),
            ("/hallinta/account/", "oma-tili"),
        ],
    )
    def test_from_lists_reports_and_ones_account(self, secretary, address, anchor):
        assert self.link(secretary, address) == f"/hallinta/opas/#{anchor}"
