"""Decisions of all meetings: filters, CSV, and items that continue in other meetings."""

import csv
import datetime
import json
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import GoalIndexPage, GoalPage
from meetings.models import ActionCompletion, AgendaItem, MeetingIndexPage
from tests.factories import index_of, make_meeting, make_network, make_page

D = datetime.date


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def world(council):
    """Create two meetings with decisions, a draft meeting, a network and a goal."""
    council.network = make_network(council, title="Mielenterveysverkosto")
    goals = index_of(GoalIndexPage, council)
    council.goal = make_page(GoalPage, goals, title="Kuulluksi tuleminen", number=1, text="T.")
    council.spring = make_meeting(council, D(2023, 5, 10), state="held", slug="2023-05-10")
    council.autumn = make_meeting(council, D(2024, 11, 5), state="held", slug="2024-11-05")
    council.first = item(council.spring, 3, "Edustajien nimeäminen", "elected", goal=council.goal)
    item(council.spring, 4, "Talousarvio", "approved", network=council.network)
    council.second = item(
        council.autumn, 1, "Edustajien nimeäminen jatkuu", "tabled", continues=council.first
    )
    item(council.autumn, 2, "Vasta keskusteltava", "")
    draft = make_meeting(council, D(2024, 12, 1), live=False, slug="luonnos")
    item(draft, 1, "Salainen", "approved", continues=council.second)
    council.index = index_of(MeetingIndexPage, council)
    return council


def item(meeting, number, title, result, **fields):
    return AgendaItem.objects.create(
        meeting=meeting, number=number, title=title, result=result, **fields
    )


def titles(client, council, query=""):
    soup = BeautifulSoup(client.get(f"{council.index.url}paatokset/{query}").content, "html.parser")
    return [heading.get_text(strip=True) for heading in soup.select(".decision-list h2")]


class TestList:
    def test_it_holds_every_public_decision_newest_first(self, world, client):
        assert titles(client, world) == [
            "Edustajien nimeäminen jatkuu",
            "Edustajien nimeäminen",
            "Talousarvio",
        ]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?vuosi=2024", ["Edustajien nimeäminen jatkuu"]),
            ("?tulos=approved", ["Talousarvio"]),
            ("?vuosi=2024&tulos=approved", []),
            ("?vuosi=2023&vuosi=2024&tulos=tabled", ["Edustajien nimeäminen jatkuu"]),
        ],
    )
    def test_it_is_narrowed_down_by_year_and_result(self, world, client, query, found):
        assert titles(client, world, query) == found

    def test_it_is_narrowed_down_by_network_and_goal(self, world, client):
        assert titles(client, world, f"?verkosto={world.network.pk}") == ["Talousarvio"]
        assert titles(client, world, f"?tavoite={world.goal.pk}") == ["Edustajien nimeäminen"]

    @pytest.mark.parametrize("query", ["?vuosi=999999999999", "?vuosi=a", "?tulos=%00", "?sivu=x"])
    def test_a_choice_that_is_none_changes_nothing(self, world, client, query):
        response = client.get(f"{world.index.url}paatokset/{query}")
        assert response.status_code in (200, 400)
        assert response.status_code == 400 or len(titles(client, world, query)) == 3

    def test_every_choice_shows_its_number(self, world, client):
        html = client.get(f"{world.index.url}paatokset/").content.decode()
        assert "2023 (2)" in html and "2024 (1)" in html
        assert "Hyväksyttiin (1)" in html
        assert "Salainen" not in html

    def test_an_unpublished_network_is_not_named(self, world, client):
        world.network.unpublish()
        assert "Mielenterveysverkosto" not in client.get(f"{world.index.url}paatokset/").text
        assert "Mielenterveysverkosto" not in client.get(f"{world.index.url}paatokset.csv").text

    def test_a_council_without_decisions_says_when_they_come(self, council, client):
        index = index_of(MeetingIndexPage, council)
        assert "Päätökset tulevat näkyviin" in client.get(f"{index.url}paatokset/").text


class TestTable:
    def rows(self, client, council, query=""):
        response = client.get(f"{council.index.url}paatokset.csv{query}")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))

    def test_it_holds_the_same_as_the_list(self, world, client):
        rows = self.rows(client, world, "?vuosi=2023")
        assert [row["Otsikko"] for row in rows] == ["Edustajien nimeäminen", "Talousarvio"]
        assert rows[0]["Tavoite"] == "Kuulluksi tuleminen"
        assert rows[1]["Verkosto"] == "Mielenterveysverkosto"
        assert rows[0]["Osoite"].endswith("/2023-05-10/#3")

    @pytest.mark.parametrize("title", ["=1+1", "+358+1", "-2-1", "@SUM(A1)"])
    def test_no_cell_is_a_formula(self, world, client, title):
        item(world.spring, 9, title, "approved")
        cells = [row["Otsikko"] for row in self.rows(client, world)]
        assert f"'{title}" in cells and title not in cells


class TestAgendaItem:
    def test_each_meeting_links_to_where_the_item_continues(self, world, client):
        spring, autumn = (client.get(page.url).text for page in (world.spring, world.autumn))
        assert f'href="{world.autumn.url}#1"' in spring
        assert f'href="{world.spring.url}#3"' in autumn
        assert "Salainen" not in autumn

    def test_a_reader_sees_what_is_done(self, world, client):
        AgendaItem.objects.filter(pk=world.first.pk).update(
            responsible="Sihteeri", due=D(2024, 1, 31)
        )
        ActionCompletion.objects.create(item=world.first, day=D(2024, 1, 15))
        page = BeautifulSoup(client.get(world.spring.url).content, "html.parser")
        text = " ".join(page.get_text().split())
        assert "Vastuutaho: Sihteeri, viimeistään 31.1.2024 · Tehty 15.1.2024" in text

    def test_open_actions_end_when_done_or_continued(self, world):
        waiting = AgendaItem.objects.open_actions()
        AgendaItem.objects.update(responsible="Sihteeri")
        assert world.first not in waiting  # continued in the autumn
        assert world.second not in waiting  # continued in the draft
        ActionCompletion.objects.create(item=AgendaItem.objects.get(title="Talousarvio"))
        assert "Talousarvio" not in [action.title for action in waiting.all()]


class TestYears:
    def test_a_year_has_its_own_page(self, world, client):
        html = client.get(f"{world.index.url}2023/").text
        assert "Kokoukset 2023" in html and world.spring.url in html
        assert world.autumn.url not in html.split("<main")[1].split("</main>")[0]

    @pytest.mark.parametrize("year", ["1999", "0000", "99999", "2024x"])
    def test_other_years_are_not_there(self, world, client, year):
        assert client.get(f"{world.index.url}{year}/").status_code == 404


class TestStructuredData:
    def of(self, client, path):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        data = json.loads(soup.find("script", type="application/ld+json").string)
        assert data["@context"] == "https://schema.org"
        return {entry["@type"]: entry for entry in data["@graph"]}

    def test_a_meeting_is_an_event_on_a_way(self, world, client):
        data = self.of(client, world.spring.url)
        assert data["Event"]["startDate"] == "2023-05-10"
        names = [step["name"] for step in data["BreadcrumbList"]["itemListElement"]]
        assert names[0] == "Etusivu" and names[-1] == world.spring.title

    def test_the_council_is_an_organisation(self, world, client):
        assert self.of(client, "/")["Organization"]["name"] == world.title

    def test_no_title_ends_the_script(self, world, client):
        page = world.spring
        page.title = "</script><script>alert(1)</script>"
        page.save()
        data = self.of(client, page.url)
        assert data["Event"]["name"] == page.title
