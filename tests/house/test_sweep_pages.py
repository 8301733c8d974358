"""Rules of every public page, tested on the demo's pages and on pages with all possible content."""

import json
import re
from datetime import datetime
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from home.models import HomePage
from tests.sweep import ask, page_models, public_pages

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
TELEPHONE = re.compile(r"(?:\+358|\b0[1-9]\d?)[ -]?\d{2,3}[ -]?\d{3,4}\b")
CONTROLS = ["input", "select", "textarea"]
RESOURCES = {"script": "src", "img": "src", "source": "src", "iframe": "src", "link": "href"}
# Machine-readable values of the datetime attribute: a day, a month, a year.
MACHINE_DATES = ("%Y-%m-%d", "%Y-%m", "%Y")


@pytest.fixture
def pages(swept):
    """Return the pages in the site's own layout: every page and the 404."""
    found = [answered for answered in swept if answered.soup.find("a", class_="skip-link")]
    assert len(found) > 60
    return found


@pytest.fixture
def wagtail_pages(swept):
    """Return the published pages, without the search and the 404."""
    found = [answered for answered in swept if getattr(answered.response, "context_data", None)]
    found = [answered for answered in found if answered.response.context_data.get("page")]
    assert len(found) > 60
    return found


def faults(answers, find):
    """Return the faults by page: `find` returns the faults of one page's soup."""
    return {f"{answered}: {fault}" for answered in answers for fault in find(answered.soup)}


def test_every_type_of_page_is_swept(wagtail_pages):
    seen = {type(answered.response.context_data["page"]) for answered in wagtail_pages}
    assert set(page_models()) == seen


def test_what_is_there_answers_and_what_is_not_says_so(swept):
    statuses = {str(answered): answered.response.status_code for answered in swept}
    assert {path for path, status in statuses.items() if status != 200} == {
        "/tavoitteet/sivu-jota-ei-ole/",
        "/",  # the site that fails on purpose
        "/hallinta/login/",
    }
    assert [a.response.status_code for a in swept[-3:]] == [404, 500, 429]


def test_one_main_heading_and_the_language(swept):
    assert not faults(
        swept,
        lambda soup: [
            f"{len(soup('h1'))} h1, lang {soup.html.get('lang')}, {len(soup('main'))} main"
            for _ in [0]
            if len(soup("h1")) != 1
            or soup.html.get("lang") != "fi"
            or len(soup("main")) != 1
            or not soup.h1.get_text(strip=True)
        ],
    )


def test_headings_descend_one_level_at_a_time(swept):
    def jumps(soup):
        levels = [int(heading.name[1]) for heading in soup.find_all(re.compile(r"^h[1-6]$"))]
        return [f"h{above} then h{below}" for above, below in pairwise(levels) if below > above + 1]

    assert not faults(swept, jumps)


def test_the_title_names_the_page_and_the_council(pages, wagtail_pages):
    council = HomePage.objects.get()
    titles = {str(answered): answered.soup.title.get_text() for answered in pages}
    wrong = {p: t for p, t in titles.items() if not t.strip() or council.title not in t}
    assert not wrong
    own = [titles[str(answered)] for answered in wagtail_pages if "?" not in str(answered)]
    assert len(own) == len(set(own)), sorted(t for t in own if own.count(t) > 1)


def test_every_page_describes_itself(wagtail_pages):
    def missing(soup):
        description = soup.find("meta", attrs={"name": "description"})
        shared = soup.find("meta", property="og:description")
        if not description or not description["content"].strip() or not shared["content"].strip():
            yield "no description"

    assert not faults(wagtail_pages, missing)


def test_every_page_names_its_own_address(wagtail_pages):
    named = {str(a): a.soup.find("link", rel="canonical")["href"] for a in wagtail_pages}
    own = {path: settings.WAGTAILADMIN_BASE_URL + urlsplit(path).path for path in named}
    assert named == own


def test_the_picture_that_is_shared_is_on_our_own_host(pages):
    images = {a.soup.find("meta", property="og:image")["content"] for a in pages}
    own = {address for address in images if address.endswith("/jakokuva.png")}
    [shared] = images - own
    assert shared.startswith(f"{HERE}/static/")
    assert finders.find(shared.removeprefix(f"{HERE}/static/"))
    drawn = {address.removeprefix(HERE).removesuffix("jakokuva.png") for address in own}
    assert drawn == {answered.path for answered in pages if is_dated(answered)}


def is_dated(answered) -> bool:
    """Return whether it is the page of one meeting or one statement."""
    return bool(re.fullmatch(r"/lausunnot/[\w-]+/|/kokoukset/[\w-]*\d{4}-[\w-]+/", answered.path))


def test_the_way_back_is_shown_on_every_page_but_the_front_page(pages):
    without = {str(a) for a in pages if not a.soup.find("nav", class_="breadcrumbs")}
    assert without == {"/"}
    for answered in pages:
        for nav in answered.soup("nav", class_="breadcrumbs"):
            assert nav.find(attrs={"aria-current": "page"}), answered
            assert nav.a["href"] == "/", answered


def test_the_keyboard_gets_past_the_menu_first(pages):
    for answered in pages:
        first = answered.soup.body.find(["a", "button", "input"])
        assert first["class"] == ["skip-link"], answered
        assert answered.soup.find(id=first["href"].removeprefix("#")), answered


def test_a_reader_gets_no_cookie(swept):
    """Only the login page needs one, for its CSRF token."""
    with_cookie = {str(a) for a in swept if a.response.cookies}
    assert with_cookie <= {"/hallinta/login/"}


def test_no_code_or_style_stands_in_the_page(swept):
    def inline(soup):
        for tag in soup.find_all(True):
            yield from (
                f"<{tag.name} {name}>" for name in tag.attrs if name == "style" or name[:2] == "on"
            )
            if tag.name == "style" or (tag.name == "script" and not tag.get("src")):
                if tag.get("type") == "application/ld+json":
                    json.loads(tag.string)  # data, which no browser runs
                    continue
                yield f"<{tag.name}>"
            if str(tag.get("href", "")).lower().startswith("javascript:"):
                yield tag["href"]

    assert not faults(swept, inline)


def test_nothing_comes_from_a_third_party(swept):
    def strangers(soup):
        for name, attribute in RESOURCES.items():
            for tag in soup(name):
                addresses = [tag.get(attribute, ""), *tag.get("srcset", "").split()]
                yield from (a for a in addresses if "//" in a and tag.get("rel") != ["canonical"])

    assert not faults(swept, strangers)


def test_no_address_or_telephone_number_of_anyone(swept):
    def private(soup):
        text = soup.get_text(" ")
        yield from EMAIL.findall(str(soup))
        yield from TELEPHONE.findall(text)
        yield from (a["href"] for a in soup("a") if a.get("href", "").startswith(("mailto", "tel")))

    assert not faults(swept, private)


def test_every_picture_has_a_text_in_its_place(swept):
    assert not faults(
        swept, lambda soup: [str(img) for img in soup("img") if "alt" not in img.attrs]
    )
    assert any(answered.soup.main.img for answered in swept)


def test_every_field_has_a_label(swept):
    def unlabelled(soup):
        labels = {label.get("for") for label in soup("label") if label.get_text(strip=True)}
        for field in soup(CONTROLS):
            if field.get("type") not in ("hidden", "submit") and field.get("id") not in labels:
                yield str(field)

    assert not faults(swept, unlabelled)
    assert any(answered.soup.find("textarea") for answered in swept)


def test_ids_are_unique_and_what_is_pointed_at_exists(swept):
    def unclear(soup):
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        yield from (f"id {one} twice" for one in ids if ids.count(one) > 1)
        for name in ("for", "aria-labelledby", "aria-describedby", "popovertarget"):
            for tag in soup.find_all(attrs={name: True}):
                yield from (f"{name}={one}" for one in tag[name].split() if one not in ids)

    assert not faults(swept, unclear)


def test_every_time_is_one_that_a_machine_reads(swept):
    def unreadable(soup):
        return [time for time in soup("time") if not machine_reads(time.get("datetime", ""))]

    assert not faults(swept, unreadable)
    assert sum(len(answered.soup("time")) for answered in swept) > 50


def machine_reads(text):
    for form in MACHINE_DATES:
        try:
            return bool(datetime.strptime(text, form))  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return False


def links(answered):
    """Return the absolute addresses inside the site that a page links or loads."""
    for tag in answered.soup.find_all(["a", "link", "img", "form", "source", "script"]):
        for attribute in ("href", "src", "action"):
            if tag.get(attribute):
                address = urljoin(HERE + answered.path, tag[attribute])
                address = address.replace(settings.WAGTAILADMIN_BASE_URL, HERE)
                if address.startswith(HERE + "/"):
                    yield address.removeprefix(HERE)


def test_every_link_inside_leads_somewhere(swept):
    """Follow every link, file and picture of every page, and the anchors on their targets."""
    on_pages = {link for answered in swept for link in links(answered)}
    client = Client()
    dead = set()
    soups = {str(answered): answered.soup for answered in swept[:-3]}
    for link in sorted(on_pages):
        path, _, anchor = link.partition("#")
        if path.startswith("/static/"):
            if not finders.find(path.removeprefix("/static/")):
                dead.add(link)
            continue
        if path not in soups:
            answered = ask(client, path, follow=True)
            if answered.response.status_code != 200 and path != "/tavoitteet/sivu-jota-ei-ole/":
                dead.add(link)
            html = "html" in answered.response.get("Content-Type", "")
            soups[path] = answered.soup if html else None
        if anchor and soups[path] and not soups[path].find(id=unquote(anchor)):
            dead.add(link)
    assert not dead
    assert {path for path in soups if path.startswith("/asiakirjat/")}
    assert {path for path in soups if path.startswith("/kuvat/")}


def test_the_map_for_robots_holds_exactly_the_public_pages(swept):
    response = Client().get("/sitemap.xml")
    tree = ElementTree.fromstring(response.content)  # noqa: S314 - our own response
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [loc.text for loc in tree.iter(f"{space}loc")]
    here = settings.WAGTAILADMIN_BASE_URL
    published = [here + page.get_url() for page in public_pages(HomePage.objects.get())]
    assert sorted(listed) == sorted(published)
    assert len(listed) > 60


def test_robots_are_shown_the_map_and_asked_not_to_search(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert f"Sitemap: {HERE}/sitemap.xml" in response.text
    assert "Disallow: /haku/" in response.text
    assert "Disallow: /\n" not in response.text


def test_the_marks_of_the_site_are_there(swept):
    """Every icon that a page names, whatever its size."""
    icons = {
        link["href"]
        for answered in swept
        for link in answered.soup("link")
        if {"icon", "apple-touch-icon", "manifest"} & set(link["rel"])
    }
    assert len(icons) >= 3
    assert [icon for icon in icons if not finders.find(icon.removeprefix("/static/"))] == []
