"""The results page: hits, snippets, filters, answers and promotions."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from home.models import ContactPage, NewsIndexPage, NewsPage, RelatedPage
from meetings.models import AgendaItem
from search.models import Promotion, SearchCount
from search.page.snippets import make_snippet
from search.query import relaxation
from search.query.facets import FIELDS, count_values, passes_filters
from search.query.relaxation import newest_to_scan
from search.store import Collection, StoreQuery
from tests.factories import (
    index_of,
    make_mandate,
    make_meeting,
    make_network,
    make_page,
    make_person,
    make_representatives_page,
    make_seat,
    make_term,
    make_text_page,
)


@pytest.fixture
def search(client):
    """Return the parsed results page of a query."""

    def ask(query, **parameters):
        response = client.get("/haku/", {"q": query, **parameters})
        assert response.status_code == 200
        return BeautifulSoup(response.text, "html.parser")

    return ask


def parsed(client, link):
    """Return the page to which a link of the results page leads."""
    return BeautifulSoup(client.get(f"/haku/{link['href']}").text, "html.parser")


def titles(soup):
    return [link.text for link in soup.select(".search-hit__title a")]


@pytest.fixture
def meetings(council, stored):
    """Create three meetings in two years, with decisions, and a text page."""
    with stored():
        for date, result in (
            (datetime.date(2022, 3, 1), "approved"),
            (datetime.date(2023, 3, 1), "approved"),
            (datetime.date(2023, 5, 1), "rejected"),
        ):
            meeting = make_meeting(council, date, title=f"Kokous {date.isoformat()}")
            AgendaItem.objects.create(
                meeting=meeting, number=1, title="Laiturin korjaus", result=result
            )
            meeting.save_revision().publish()
        make_text_page(council, title="Laiturit", lead="Kunnalla on kolme laituria.")


def choice(soup, label):
    """Return the link of a filter choice by its label."""
    links = soup.select(".search-filters a")
    return next(link for link in links if link.text.strip().startswith(label))


class TestSnippets:
    def test_the_words_are_marked_in_the_original_text(self, search, council, stored):
        with stored():
            make_text_page(council, lead="Järjestöneuvottelukunnan <b>laiturit</b> & rannat.")
        text = search("neuvottelukunta laituri").select_one(".search-hit__text")
        assert [mark.text for mark in text("mark")] == ["Järjestöneuvottelukunnan", "laiturit"]
        assert text.text.strip() == "Järjestöneuvottelukunnan <b>laiturit</b> & rannat."

    @given(
        st.text(alphabet="abc äö.!?\n-'\u00ad<&", max_size=400),
        st.lists(st.integers(-5, 200), max_size=20),
        st.integers(1, 40),
    )
    def test_a_snippet_is_a_stretch_of_the_text(self, text, places, words):
        pieces = make_snippet(text, places, words)
        text_again = "".join(piece.text for piece in pieces)
        assert text_again.removeprefix("… ").removesuffix(" …") in text.replace("\n", " ")
        assert all(piece.text for piece in pieces if piece.marked)

    def test_the_window_holds_as_many_marked_words_as_it_can(self):
        text = " ".join(f"s{n}" for n in range(200))
        marked = [
            piece.text for piece in make_snippet(text, [3, 100, 104, 109], 12) if piece.marked
        ]
        assert marked == ["s100", "s104", "s109"]


class TestFilters:
    def test_they_are_counted(self, search, meetings):
        soup = search("laituri")
        numbers = {
            re.sub(r"\s+", " ", link.text.strip())
            for link in soup.select("details details .search-filters__list a")
        }
        assert numbers == {
            "Kokous (3)",
            "Tekstisivu (1)",
            "2023 (2)",
            "2022 (1)",
            "hyväksyttiin (2)",
            "hylättiin (1)",
        }

    def test_one_narrows_the_hits_and_can_be_lifted(self, client, search, meetings):
        address = choice(search("laituri"), "2023")["href"]
        narrowed = BeautifulSoup(client.get(f"/haku/{address}").text, "html.parser")
        assert set(titles(narrowed)) == {"Kokous 2023-03-01", "Kokous 2023-05-01"}
        assert "(1)" in choice(narrowed, "2022").text, "what the other choice would leave"
        lifted = choice(narrowed, "2023")
        assert lifted["aria-current"] == "true"
        assert len(titles(parsed(client, lifted))) == 4

    def test_several_narrow_together(self, search, meetings):
        soup = search("laituri", vuosi="2023", paatos="hylättiin")
        assert titles(soup) == ["Kokous 2023-05-01"]

    def test_a_filter_that_leaves_nothing_says_so(self, search, meetings):
        soup = search("laituri", vuosi="1999")
        assert titles(soup) == []
        assert "Poista rajaukset" in soup.text

    @pytest.mark.parametrize("value", ["", "x" * 5_000, "\x00", "'; --", "😀", "-1"])
    def test_any_value_gets_an_answer(self, client, meetings, value):
        for name in ("laji", "vuosi", "verkosto", "paatos", "jarjestys", "sanatarkasti", "sivu"):
            assert client.get("/haku/", {"q": "laituri", name: value}).status_code in {200, 400}

    def test_networks_narrow_to_what_is_about_them(self, search, council, stored):
        with stored():
            network = make_network(council, title="Rantaväki")
            news = make_page(NewsPage, index_of(NewsIndexPage, council), title="Laituri valmis")
            RelatedPage.objects.create(news=news, page=network)
            news.save_revision().publish()
            make_text_page(council, title="Laituri")
            make_network(council, title="Rantaväki ja laituri")
        assert "Rantaväki (1)" in " ".join(search("laituri").text.split())
        assert titles(search("laituri", verkosto=network.pk)) == ["Laituri valmis"]

    def test_a_closed_network_is_not_named(self, search, council, stored):
        with stored():
            network = make_network(council, title="Salaväki")
            news = make_page(NewsPage, index_of(NewsIndexPage, council), title="Laituri")
            RelatedPage.objects.create(news=news, page=network)
            news.save_revision().publish()
            network.unpublish()
            make_network(council, title="Laituriväki")
        assert "Salaväki" not in search("laituri").text

    @given(st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(["a", "b", "2023"]))))
    def test_a_choice_leaves_as_many_as_it_says(self, narrowed):
        class Page:
            def __init__(self, kind, about):
                self.kind, self.about, self.results = kind, about, [kind]
                self.date = datetime.date(2023, 1, 1)

        pages = [Page("a", ["b"]), Page("b", ["a", "b"]), Page("a", [])]
        narrowed = list(dict(narrowed).items())
        for field, counts in count_values(pages, narrowed).items():
            others = [pair for pair in narrowed if pair[0] != field]
            for value, number in counts.items():
                assert number == sum(
                    passes_filters(page, [*others, (field, value)]) for page in pages
                )


def test_hits_can_be_put_in_order_of_their_dates(client, search, meetings):
    soup = search("laituri")
    newest = choice(soup, "Uusin ensin")["href"]
    soup = BeautifulSoup(client.get(f"/haku/{newest}").text, "html.parser")
    assert titles(soup)[0] == "Kokous 2023-05-01"
    assert choice(soup, "Uusin ensin")["aria-current"] == "true"


class TestWordsAsked:
    @pytest.fixture(autouse=True)
    def pages(self, council, stored):
        with stored():
            make_text_page(council, title="Yksi", lead="Vanhan laiturin korjaus alkaa.")
            make_text_page(council, title="Kaksi", lead="Laituri on vanha ja tori uusi.")
            make_text_page(council, title="Kolme", lead="Tori siirtyi järven rantaan.")

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("laiturit", {"Yksi", "Kaksi"}),
            ('"vanha laituri"', {"Yksi"}),
            ('"vanhojen laitureiden korjauksesta"', {"Yksi"}),
            ("laituri -tori", {"Yksi"}),
            ("laituri -torilla", {"Yksi"}),
            ("tori -ranta", {"Kaksi"}),
        ],
    )
    def test_quotes_and_minus(self, search, query, expected):
        assert set(titles(search(query))) == expected

    @pytest.mark.parametrize(
        ("query", "said"), [("jarven", "järven"), ("laiturri", "laituri"), ("krojaus", "korjaus")]
    )
    def test_what_was_mended_is_said_with_a_way_back(self, client, search, query, said):
        soup = search(query)
        assert titles(soup)
        assert f"Näytetään tulokset sanalle {said}" in soup.text
        back = next(link for link in soup("a") if link.text == f"Hae sen sijaan {query}")
        assert titles(parsed(client, back)) == []

    def test_what_only_a_closed_page_holds_mends_nothing(self, search, council, stored):
        with stored():
            page = make_text_page(council, title="Piilo", lead="Vadelmasuomarjastaja")
        type(page).objects.filter(pk=page.pk).update(live=False)
        text = search("vadelmasuomarjastja").text
        assert "Vadelmasuomarjastaja" not in text
        assert "vadelmasuomarjastaja" not in text

    def test_words_that_ask_nothing_are_passed_over(self, search):
        assert titles(search("missä on laituri ja kuka korjaa"))[0] in {"Yksi", "Kaksi"}

    def test_the_empty_page_helps(self, search):
        soup = search("xyzzyqwv")
        assert "Ei tuloksia" in soup.text
        assert "Sivustolla ei ole sanaa xyzzyqwv." in soup.text
        assert "Näin löydät etsimäsi" in soup.text


def lines(soup):
    return [line.text for line in soup.select(".search-answer li")]


class TestOfferedApart:
    @pytest.fixture(autouse=True)
    def page(self, council, stored):
        with stored():
            make_text_page(council, title="Laituri", lead="Kylän laituri on avoinna.")

    def test_a_part_of_the_word_is_no_hit_and_is_not_counted_as_one(self, search):
        soup = search("laiturivaraus")
        assert titles(soup) == []
        assert "Ei tuloksia haulle laiturivaraus" in soup.text
        assert "Sivustolla ei ole sanaa laiturivaraus." in soup.text
        assert [link.text for link in soup.select(".search-apart a")] == ["Laituri"]
        assert SearchCount.objects.get(query="laiturivaraus").hits == 0

    def test_the_parts_as_words_beside_each_other_are_a_hit(self, search):
        assert titles(search("kylälaituri")) == ["Laituri"]

    def test_a_word_that_only_begins_alike_is_no_hit(self, search):
        soup = search("laite")
        assert titles(soup) == []
        assert not soup.select(".search-apart")

    def test_the_missing_word_of_several_is_named(self, search):
        soup = search("laituri verotus")
        assert titles(soup) == ["Laituri"]
        assert "Sivustolla ei ole sanaa verotus." in soup.text
        assert not soup.select(".search-apart")

    def test_nothing_is_offered_apart_from_filtered_hits(self, search):
        assert not search("laiturivaraus", laji="Tekstisivu").select(".search-apart")


class TestAnswers:
    @pytest.fixture(autouse=True)
    def roster(self, council, stored):
        with stored():
            make_representatives_page(council)
            make_page(ContactPage, council, title="Yhteys", slug="yhteys")
            seats = [make_seat(council, title=f"{name}järjestöt") for name in ("Suo", "Ranta")]
            term = make_term(council, datetime.date(2000, 1, 1), live=False)
            for seat, name in zip(seats, ("Vadelmasuo", "Karpalokangas"), strict=True):
                make_mandate(term, seat, make_person(first_name="Vilma", last_name=name))
            term.save_revision().publish()

    def test_who_represents_is_answered_on_top(self, search):
        soup = search("suojärjestöjen edustaja")
        answers = soup.select(".search-answer")
        assert [answer.h2.text for answer in answers] == ["Suojärjestöt"]
        assert "Vilma Vadelmasuo" in answers[0].text
        assert "#paikka-" in answers[0].h2.a["href"]

    def test_the_answer_leads_to_the_form_to_that_seat(self, client, search, council):
        link = search("suojärjestöjen edustaja").select_one(".search-answer__contact a")
        assert "Ota yhteyttä: Suojärjestöt" in client.get(link["href"]).text

    def test_it_says_the_term_and_a_role_that_the_seat_does_not_name(self, search, council, stored):
        with stored():
            term = council.terms.get()
            seat = make_seat(council, title="Puheenjohtaja", group="officers")
            person = make_person(first_name="Sampo", last_name="Sääski")
            make_mandate(term, seat, person, role="chair")
            term.save_revision().publish()
        latest, holder = lines(search("puheenjohtaja"))
        assert latest.startswith("Viimeisin tiedossa oleva kokoonpano, vuodelta 20")
        assert holder == "Sampo Sääski, toimikausi 2000"
        *_, holder = lines(search("suojärjestöjen edustaja"))
        assert holder == "Vilma Vadelmasuo, jäsen, toimikausi 2000"

    def test_a_theme_of_the_network_leads_to_its_seat(self, search, council, stored):
        assert not search("marjastajien edustaja").select(".search-answer")
        with stored():
            network = make_network(council, title="Suoverkosto")
            council.seats.filter(title="Suojärjestöt").update(network=network)
        with stored():
            network.themes = "Marjastajat"
            network.save_revision().publish()
        assert search("marjastajien edustaja").select_one(".search-answer").h2.text == (
            "Suojärjestöt"
        )

    def test_it_names_todays_holder(self, search, council, stored):
        mandate = council.terms.get().mandates.get(person__last_name="Vadelmasuo")
        type(mandate).objects.filter(pk=mandate.pk).update(ends=datetime.date(2001, 1, 1))
        answer = search("suojärjestöjen edustaja").select_one(".search-answer")
        assert "Vadelmasuo" not in answer.text
        assert "täyttämättä" in answer.text

    def test_a_query_that_fits_all_is_answered_by_none(self, search, council, stored):
        with stored():
            term = council.terms.get()
            for number in range(4):
                seat = make_seat(council, title=f"Metsäjärjestöt {number}")
                make_mandate(term, seat)
            term.save_revision().publish()
        assert not search("metsäjärjestöt").select(".search-answer")


class TestPromotions:
    @pytest.fixture(autouse=True)
    def page(self, council, stored):
        with stored():
            page = make_text_page(council, title="Avustukset", lead="Näin haet avustusta.")
            make_text_page(council, title="Rahaa", lead="Rahoitus ja rahat.")
        Promotion.objects.create(words="raha, tuki yhdistykselle", page=page, text="Aloita tästä.")
        return page

    @pytest.mark.parametrize("query", ["raha", "rahat", "rahojen hakeminen", "tukea yhdistyksille"])
    def test_a_lifted_page_comes_first(self, search, query):
        lifted = search(query).select_one(".search-results__promotions")
        assert "Avustukset" in lifted.text
        assert "Aloita tästä." in lifted.text

    @pytest.mark.parametrize("query", ["tuki", "avustus", "yhdistys"])
    def test_only_for_its_words(self, search, query):
        assert not search(query).select(".search-results__promotions")

    def test_not_while_it_is_closed(self, search, page, stored):
        with stored():
            page.unpublish()
        assert not search("raha").select(".search-results__promotions")


def test_of_a_word_that_most_passages_hold_only_the_newest_are_read():
    query = StoreQuery("", groups=(((("kunta",), 1.0),),), limit=400)
    assert newest_to_scan(query, Collection(1_000_000, 1, {"kunta": 500_000})) == 3_200
    assert newest_to_scan(query, Collection(1_000_000, 1, {"kunta": 50_000})) == 0
    assert newest_to_scan(query, Collection(10_000, 1, {"kunta": 10_000})) == 0


def test_the_newest_passages_are_found_without_the_index(council, stored, search, monkeypatch):
    with stored():
        for title in ("Retki", "Leiri", "Salainen"):
            make_text_page(council, title=title, lead="Kuljemme kansallispuistossa.")
        Page.objects.get(title="Salainen").unpublish()
    monkeypatch.setattr(relaxation, "SCANNED", 0)
    titles = {
        link.get_text(strip=True)
        for link in search("kansallispuisto").select(".search-hit__title a")
    }
    assert titles == {"Retki", "Leiri"}
