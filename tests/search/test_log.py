"""Queries are counted by day, never by person."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search import due
from search.models import OpenedHit, SearchCount
from search.page import log
from tests.factories import make_text_page


@pytest.fixture
def page(council, stored):
    with stored():
        return make_text_page(council, title="Laituri")


def counts():
    return {(one.query, one.times, one.hits) for one in SearchCount.objects.all()}


def test_searches_are_counted_by_day(client, page):
    for query in ("Laituri", " laituri ", "vadelmasuo"):
        client.get("/haku/", {"q": query})
    assert counts() == {("laituri", 2, 1), ("vadelmasuo", 1, 0)}


def test_further_pages_filters_and_heads_are_no_new_searches(client, page):
    client.get("/haku/", {"q": "laituri"})
    client.get("/haku/", {"q": "laituri", "laji": "Kokous"})
    client.head("/haku/", {"q": "laituri"})
    assert counts() == {("laituri", 1, 1)}


@pytest.mark.parametrize(
    "query",
    [
        "aino@example.org",
        "soita 040 123 4567",
        "+358401234567",
        "131052-308T",
        "010203A123X kokous",
        "a" * 150,
    ],
)
def test_what_may_be_a_persons_own_is_not_kept(client, page, query):
    assert "ping=" not in client.get("/haku/", {"q": query}).text
    assert not SearchCount.objects.exists()


@pytest.mark.parametrize("query", ["kokous 10.5.2023", "§ 3", "2023", "laituri 12", "STEA:n tuki"])
def test_dates_and_sections_are_kept(query):
    assert log.countable(query) == query.lower()


@given(st.from_regex(r"\A[a-zäö]{1,10}@[a-z]{1,10}\.fi\Z") | st.from_regex(r"\A0[45]0 ?\d{7}\Z"))
def test_no_address_and_no_number_is_ever_kept(query):
    assert log.countable(f"laituri {query}") == ""


def opened_address(client):
    html = client.get("/haku/", {"q": "laituri"}).text
    address = html.partition('ping="http://testserver')[2].partition('"')[0]
    return address.replace("&amp;", "&")


def test_an_opened_hit_is_counted(client, page):
    address = opened_address(client)
    for _ in range(2):
        assert client.post(address).status_code == 204
    one = OpenedHit.objects.get()
    assert (one.query, one.page_id, one.times) == ("laituri", page.pk, 2)


def test_only_what_a_results_page_signed_is_counted(client, page):
    address = opened_address(client)
    for wrong in (
        "/haku/avaa/",
        f"/haku/avaa/?haku=laituri&sivu={page.pk}",
        address.replace("laituri", "muu"),
        address.replace("sivu=", "sivu=x"),
        address.replace("sivu=", "sivu=9999999999999999"),
    ):
        assert client.post(wrong).status_code == 204
    assert client.get(address).status_code == 405
    assert not OpenedHit.objects.exists()


def test_a_day_holds_only_so_many_different_searches(client, page, monkeypatch):
    monkeypatch.setattr(log, "MOST_A_DAY", 2)
    for number in range(5):
        client.get("/haku/", {"q": f"laituri {number}"})
    assert SearchCount.objects.count() == 2


def test_old_counts_are_forgotten(client, page, settings):
    settings.SEARCH_LOG_DAYS = 30
    client.get("/haku/", {"q": "laituri"})
    client.post(opened_address(client))
    now = timezone.now()
    assert not list(due.due_items(now))
    old = timezone.localdate() - datetime.timedelta(days=31)
    SearchCount.objects.update(day=old)
    OpenedHit.objects.update(day=old)
    for item in due.due_items(now):
        item.run()
    assert not SearchCount.objects.exists()
    assert not OpenedHit.objects.exists()


class TestReport:
    def test_it_lists_what_was_searched_for_and_not_found(self, client, page, as_user):
        client.get("/haku/", {"q": "laituri"})
        client.get("/haku/", {"q": "vadelmasuo"})
        client.post(opened_address(client))
        html = as_user("communications").get("/hallinta/hakuraportti/").text
        without, _, rest = html.partition("Yleisimmät haut")
        assert "vadelmasuo" in without
        assert "laituri" not in without
        assert "laituri" in rest
        assert "Laituri" in rest.partition("Avatut tulokset")[2]

    def test_it_is_for_staff_only(self, client, council):
        assert client.get("/hallinta/hakuraportti/").status_code == 302

    @pytest.mark.parametrize("days", ["7", "90", "0", "x", "-1", "99999999"])
    def test_any_number_of_days_gets_an_answer(self, council, as_user, days):
        response = as_user("secretariat").get("/hallinta/hakuraportti/", {"paivat": days})
        assert response.status_code == 200


class TestPromotionForm:
    def test_an_editor_lifts_a_page(self, client, page, as_user):
        staff = as_user("communications")
        data = {"words": "ranta,  satama ,", "page": page.pk, "text": ""}
        response = staff.post("/hallinta/nostot/new/", data)
        assert response.status_code == 302, response.context["form"].errors
        assert "Laituri" in client.get("/haku/", {"q": "satamat"}).text

    def test_only_a_page_of_ones_own_council(self, page, as_user):
        root = page.get_root()
        data = {"words": "ranta", "page": root.pk, "text": ""}
        response = as_user("communications").post("/hallinta/nostot/new/", data)
        assert "Valitse sivu, jota saat itse muokata." in response.text
