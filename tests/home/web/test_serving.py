"""Routing: the same responses as plain Wagtail's, with fewer queries."""

import random

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from home.models import ContactPage, StandardPage
from home.web.page_routing import DEEPEST, find_page
from tests.factories import make_meeting, make_page, make_text_page

HIDDEN = "Kätköpaikka"


@pytest.fixture
def page(council):
    return make_text_page(council, title="Historia", slug="historia")


def unpublish(page):
    type(page).objects.get(pk=page.pk).unpublish()


def restrict(page, kind, **fields):
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


class TestStatus:
    def test_the_front_page_and_a_page_below(self, client, page):
        assert client.get("/").status_code == 200
        assert "Historia" in client.get("/historia/").content.decode()

    def test_head_is_answered_without_a_body(self, client, page):
        response = client.head("/historia/")
        assert (response.status_code, response.content) == (200, b"")

    @pytest.mark.parametrize(
        "address", ["/ei-ole/", "/historia/ei-ole/", "/historia/historia/", "/hist/", "/42/", "/_/"]
    )
    def test_what_does_not_exist(self, client, page, address):
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("address", ["/historia", "/historia?a=1"])
    def test_a_missing_slash_is_added(self, client, page, address):
        response = client.get(address)
        assert response.status_code == 301
        assert response["Location"].startswith("/historia/")

    def test_a_page_below_a_page(self, client, page):
        make_text_page(page, title="Vaiheet", slug="vaiheet")
        assert "Vaiheet" in client.get("/historia/vaiheet/").content.decode()

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    @pytest.mark.parametrize("address", ["/", "/historia/"])
    def test_a_page_is_only_read(self, client, page, method, address):
        response = getattr(client, method)(address)
        assert response.status_code == 405
        assert set(response["Allow"].split(", ")) == {"GET", "HEAD"}

    def test_only_the_contact_page_takes_a_message(self, client, council):
        council.contact_email = "sihteeristo@example.org"
        council.save()
        make_page(ContactPage, council, title="Yhteydenotto", slug="yhteydenotto")
        assert client.post("/yhteydenotto/", {}).status_code == 422
        assert client.put("/yhteydenotto/", {}).status_code == 405

    @pytest.mark.parametrize(
        "address", ["/%00/", "/historia%00/", "/asiakirjat/1/%00", "/haku/%00"]
    )
    def test_no_address_holds_a_nul(self, client, page, address):
        assert client.get(address).status_code == 400

    @pytest.mark.parametrize(
        "address",
        ["/ei-ole/?a=%00", "/" + "a/" * 900, "/" + "a" * 5000 + "/", "/%F0%9F%A6%86/", "/%ff/"],
    )
    def test_strange_addresses_are_only_not_found(self, client, page, address):
        assert client.get(address).status_code == 404

    def test_no_site_answers_an_unknown_name(self, client, page):
        Site.objects.update(is_default_site=False, hostname="neuvottelukunta.example.org")
        for address in ("/", "/historia/", "/haku/?q=historia", "/sitemap.xml"):
            assert client.get(address).status_code == 404, address
        assert client.get("/", HTTP_HOST="neuvottelukunta.example.org").status_code == 200


class TestDrafts:
    def test_a_draft_is_not_found(self, client, council):
        make_text_page(council, title=HIDDEN, slug="luonnos", live=False)
        response = client.get("/luonnos/")
        assert response.status_code == 404
        assert HIDDEN not in response.content.decode()

    def test_a_page_under_a_draft_does_not_tell_of_it(self, client, council):
        """Plain Wagtail serves the child; its breadcrumb may not name the hidden parent."""
        parent = make_text_page(council, title=HIDDEN, slug="luonnos", live=False)
        make_text_page(parent, title="Alasivu", slug="alasivu")
        response = client.get("/luonnos/alasivu/")
        assert response.status_code == 200
        assert HIDDEN not in response.content.decode()

    def test_withdrawn_pages_leave_menus_and_addresses(self, client, council):
        page = make_text_page(council, title=HIDDEN, slug="luonnos", show_in_menus=True)
        assert HIDDEN in client.get("/").content.decode()
        unpublish(page)
        assert HIDDEN not in client.get("/").content.decode()
        assert client.get("/luonnos/").status_code == 404


class TestRestrictions:
    """A restricted page opens only to its audience, despite all shortcuts for others."""

    @pytest.fixture
    def secret(self, council):
        page = make_text_page(council, title=HIDDEN, slug="salainen", show_in_menus=True)
        make_text_page(page, title=HIDDEN + " alla", slug="alla")
        return page

    @pytest.mark.parametrize("address", ["/salainen/", "/salainen/alla/"])
    def test_a_log_in_is_asked_for(self, client, as_user, secret, address):
        restrict(secret, PageViewRestriction.LOGIN)
        response = client.get(address)
        assert response.status_code == 302
        assert "/_util/login/" in response["Location"] or "/hallinta/" in response["Location"]
        assert as_user("communications").get(address).status_code == 200

    def test_the_log_in_page_is_there(self, client, secret):
        restrict(secret, PageViewRestriction.LOGIN)
        response = client.get("/salainen/", follow=True)
        assert response.status_code == 200
        assert 'type="password"' in response.content.decode()
        assert HIDDEN not in response.content.decode()

    @pytest.mark.parametrize("address", ["/salainen/", "/salainen/alla/"])
    def test_a_password_opens_the_page(self, client, secret, address):
        restriction = restrict(secret, PageViewRestriction.PASSWORD, password="talvisota")
        asked = client.get(address)
        assert HIDDEN not in asked.content.decode()
        action = asked.context["action_url"]
        page = Page.objects.get(slug=address.strip("/").split("/")[-1])
        assert action == f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
        wrong = client.post(action, {"password": "väärin", "return_url": address})
        assert wrong.status_code == 200
        right = client.post(action, {"password": "talvisota", "return_url": address}, follow=True)
        assert HIDDEN in right.content.decode()

    def test_a_group_is_asked_for(self, as_user, secret, council):
        restriction = restrict(secret, PageViewRestriction.GROUPS)
        chair = as_user("chair")
        restriction.groups.set(chair.user.groups.all())
        assert chair.get("/salainen/").status_code == 200
        assert as_user("communications").get("/salainen/").status_code == 302

    @pytest.mark.parametrize("kind", ["login", "password", "groups"])
    def test_nothing_of_it_is_in_the_menu(self, client, secret, council, kind):
        restrict(secret, kind, password="talvisota" if kind == "password" else "")
        assert HIDDEN not in client.get("/").content.decode()
        for address in ("/ei-ole/", "/salainen/ei-ole/", "/salainen/alla/ei-ole/"):
            response = client.get(address)
            assert response.status_code == 404
            assert HIDDEN not in response.content.decode()

    def test_a_restricted_front_page_hides_all(self, client, council, secret):
        restrict(council, PageViewRestriction.PASSWORD, password="talvisota")
        for address in ("/", "/salainen/", "/salainen/alla/"):
            assert HIDDEN not in client.get(address).content.decode()

    def test_a_page_with_a_like_address_stays_open(self, client, council, secret):
        """A restriction applies to the page and its descendants, not to a sibling."""
        restrict(secret, PageViewRestriction.PASSWORD, password="talvisota")
        make_text_page(council, title="Salainen 2", slug="salainen-2")
        assert client.get("/salainen-2/").status_code == 200


class TestRedirects:
    def test_a_changed_address_still_leads_to_the_page(self, as_user, council, page, stored):
        below = make_text_page(page, title="Vaiheet", slug="vaiheet")
        with stored():
            page = StandardPage.objects.get(pk=page.pk)
            page.slug = "vaiheita"
            page.save_revision().publish()
        for old, new in (
            ("/historia/", "/vaiheita/"),
            ("/historia/vaiheet/", "/vaiheita/vaiheet/"),
        ):
            response = Client().get(old)
            assert (response.status_code, response["Location"]) == (301, new)
        assert StandardPage.objects.get(pk=below.pk).live

    def test_a_moved_page_too(self, client, council, page, stored):
        below = make_text_page(page, title="Vaiheet", slug="vaiheet")
        council.refresh_from_db()
        with stored():
            below.move(council, pos="last-child")
        assert client.get("/historia/vaiheet/")["Location"] == "/vaiheet/"


class TestStatements:
    """The queries of an address before its template is rendered."""

    @pytest.fixture(autouse=True)
    def warm(self, client, page):
        """Fill what the process caches between requests: sites' root paths and content types."""
        client.get("/historia/")

    @pytest.fixture
    def request_for(self, rf):
        return lambda address: rf.get(address)

    @pytest.mark.parametrize("address", ["/", "/historia/"])
    def test_a_page_is_found_in_three(self, request_for, address, django_assert_num_queries):
        with django_assert_num_queries(3):
            find_page(request_for(address))

    def test_a_deep_page_costs_no_more(self, request_for, page, django_assert_num_queries):
        parent = page
        for _ in range(4):
            parent = make_text_page(parent, slug="alla")
        with django_assert_num_queries(3):
            found, _, _ = find_page(request_for("/historia/alla/alla/alla/alla/"))
        assert found.pk == parent.pk

    @pytest.mark.parametrize("address", ["/ei-ole/", "/historia/ei-ole/", "/a/b/c/d/e/"])
    def test_not_found_costs_three(self, client, address, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            assert client.get(address).status_code == 404

    @pytest.mark.parametrize("address", ["/a" * 4000 + "/", "/" + "a" * 8000 + "/"], ids=len)
    def test_a_very_long_address_costs_no_more(self, client, address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 404
        assert len(asked) <= 3
        # Wagtail looks for a redirect from the address, with and without its query string.
        assert sum(len(statement["sql"]) for statement in asked) < 5 * len(address)

    def test_pages_lie_as_deep_as_an_address_reaches(self, client, page):
        for _ in range(DEEPEST - 1):
            page = make_text_page(page, slug="alla")
        assert client.get(page.get_url()).status_code == 200


def grow(parent, dice, depth=0):
    """Create a tree of pages, some of them drafts, some with the same slug as others."""
    for slug in dice.sample(["a", "b", "c", "aa"], k=dice.randint(1, 3)):
        live = dice.random() > 0.3
        page = make_text_page(parent, title=slug, slug=slug, live=live)
        if depth < 3 and dice.random() > 0.3:
            grow(page, dice, depth + 1)


def addresses():
    """Return every address of the tree and some beside it."""
    for page in Page.objects.filter(depth__gt=1):
        path = "/" + page.url_path.split("/", 2)[2]
        yield from (path, f"{path}x/", f"{path}a/", path.replace("a", "b", 1))


def plain_wagtail(request):
    result = Page.route_for_request(request, request.path)
    return (result.page, list(result.args), dict(result.kwargs)) if result else None


def ours(request):
    try:
        page, args, kwargs = find_page(request)
    except Http404:
        return None
    return page, list(args), dict(kwargs)


@pytest.mark.parametrize("seed", range(6))
def test_every_address_leads_where_plain_wagtail_leads(council, seed):
    grow(council, random.Random(seed))  # noqa: S311 - a repeatable tree, no secret
    make_meeting(council)
    restrict(Page.objects.filter(depth=3).last(), PageViewRestriction.LOGIN)
    paths = sorted(set(addresses()))
    assert len(paths) > 10
    found = 0
    for path in paths:
        expected = routed(plain_wagtail, path)
        assert routed(ours, path) == expected, path
        found += expected is not None
    assert 0 < found < len(paths)


def routed(way, path):
    """Return the result of a routing function: None for 404, else the page and its arguments."""
    try:
        found = way(RequestFactory().get(path))
    except Http404:
        return None
    return found and (found[0], [named(argument) for argument in found[1]], found[2])


def named(argument):
    """Return a bound view's name: bound to two copies of a page it would not be equal."""
    return getattr(argument, "__qualname__", argument)
