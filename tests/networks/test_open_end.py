"""A term without an end does not count as current for ever."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from networks.models import Mandate, NetworkIndexPage, NetworkPage
from tests.factories import (
    make_mandate,
    make_network,
    make_organisation,
    make_representatives_page,
    make_seat,
    make_term,
)

D = datetime.date
TODAY = timezone.localdate()
LATEST = "Viimeisin tiedossa oleva kokoonpano, vuodelta 2020. Uudempaa ei ole tiedossa."


def soup_of(path, status=200):
    response = Client().get(path)
    assert response.status_code == status, path
    return BeautifulSoup(response.content, "html.parser")


def words_of(path, status=200):
    return soup_of(path, status).main.get_text(" ", strip=True)


@pytest.fixture
def term(council, stored):
    """Create a term that began in 2020 and has no end, with a network and a municipality in it."""
    with stored():
        page = make_representatives_page(council)
        council.representatives = page
        term = make_term(council, starts=D(2020, 1, 1), starts_precision="year")
        town = make_organisation(kind="municipality", municipality_code="285", place_name="Kotka")
        network = make_network(council, title="Kylät", slug="kylat")
        make_mandate(term, make_seat(council, title="Kotka", organisation=town))
        make_mandate(term, make_seat(council, title="Kylät", network=network))
        council.region = "Kymenlaakso"
        council.save()
        page.save_revision().publish()
    return term


@pytest.fixture
def outlets(term):
    """Return every address that names somebody of today."""
    kotka = Mandate.objects.select_related("seat").get(seat__title="Kotka")
    index, network = NetworkIndexPage.objects.get(), NetworkPage.objects.get()
    own = "/edustajat/"
    asked = [
        f"?paikka={kotka.seat_id}",
        f"?henkilo={kotka.person_id}",
        f"?kunta={kotka.seat.organisation_id}",
    ]
    return [
        "/",
        own,
        f"{own}kartta/",
        index.url,
        network.url,
        "/haku/?q=kotka",
        *(own + q for q in asked),
    ]


def test_every_outlet_says_first_that_it_is_the_latest_known(outlets):
    told = {path: words_of(path) for path in outlets}
    assert [path for path, words in told.items() if LATEST not in words] == []
    band = soup_of("/edustajat/").select_one(".caveats")
    assert band.get_text(strip=True) == LATEST and band.find_next("h1")
    assert "Viimeksi tiedossa" in told[outlets[-1]] and "Nyt" not in told[outlets[-1]]
    description = soup_of("/edustajat/").find("meta", attrs={"name": "description"})
    assert description["content"].startswith(LATEST)


@pytest.mark.parametrize("known", ["an end", "a confirmation", "a later start"])
def test_no_outlet_says_so_while_it_is_known(term, outlets, known):
    if known == "an end":
        type(term).objects.update(ends=TODAY + datetime.timedelta(days=9))
    elif known == "a confirmation":
        type(term).objects.update(confirmed_on=TODAY - datetime.timedelta(days=300))
    else:
        make_mandate(term, starts=TODAY - datetime.timedelta(days=300))
    assert [path for path in outlets if "Viimeisin" in words_of(path)] == []


def test_a_day_beyond_what_is_known_is_not_known(term):
    assert "Edustajat 31.12.2020" in words_of("/edustajat/2020-12-31/")
    past, to_come = {D(2021, 1, 1): 200, TODAY: 200}, {D(TODAY.year + 4, 1, 1): 404}
    for day, status in (past | to_come).items():
        words = words_of(f"/edustajat/{day}/", status)
        assert f"Kokoonpano {day.day}.{day.month}.{day.year} ei ole tiedossa" in words
        assert LATEST in words and ("Kylät" in words) is (day in past)
    form = Client().get("/edustajat/?paiva=1.1.2031")
    assert form.url == "/edustajat/2031-01-01/"


def test_who_ended_is_not_called_the_latest(term):
    Mandate.objects.filter(seat__title="Kotka").update(ends=D(2020, 6, 30))
    person = Mandate.objects.get(seat__title="Kotka").person_id
    assert "Viimeisin" not in words_of(f"/edustajat/?henkilo={person}")


def test_the_map_is_silent_of_a_town_without_a_seat_of_its_own(term):
    make_seat(term.body, title="Hamina", group="municipalities")  # not linked to the town
    town = soup_of("/edustajat/kartta/").find(id="kunta-075")
    assert town.get_text(" ", strip=True) == "Hamina"
