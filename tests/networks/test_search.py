"""Representatives are found by name, on the page of all and on the network's."""

import datetime

import pytest

from networks.models import Term
from tests.factories import (
    make_mandate,
    make_network,
    make_person,
    make_representatives_page,
    make_seat,
    make_term,
)


@pytest.fixture
def found(client):
    """Return the titles of the pages that a search finds."""
    return lambda query: {page.title for page in client.get("/haku/", {"q": query}).context["hits"]}


@pytest.fixture
def term(council, stored):
    """Create a draft of a term in which Vilma Vadelmasuo holds the network's seat."""
    with stored():
        make_representatives_page(council)
        network = make_network(council, title="Esimerkkiverkosto")
        term = make_term(council, live=False)
        seat = make_seat(council, title="Tornijaosto", network=network)
        make_mandate(term, seat, make_person(first_name="Vilma", last_name="Vadelmasuo"))
    return term


def publish(entry):
    entry.save_revision().publish()


def test_nobody_of_a_draft_is_found(found, term, stored):
    with stored():
        term.save_revision()
    assert found("Vadelmasuo") == set()


@pytest.mark.parametrize("query", ["Vadelmasuo", "vilma vadelmasuo"])
def test_representatives_are_found_when_their_term_is_published(found, term, stored, query):
    with stored():
        publish(term)
    assert found(query) == {"edustajat", "Esimerkkiverkosto"}


def test_nobody_of_a_withdrawn_term_is_found(found, term, stored):
    with stored():
        publish(term)
    assert found("Vadelmasuo")
    with stored():
        Term.objects.get().unpublish()
    assert found("Vadelmasuo") == set()


def test_a_successor_is_found_and_the_predecessor_too(found, term, stored):
    """Past representatives stay on the page, and future ones appear on their day."""
    with stored():
        publish(term)
        term.ends = datetime.date(2024, 12, 31)
        publish(term)
        following = make_term(term.body, datetime.date(2025, 1, 1), live=False)
        person = make_person(last_name="Karpalokangas")
        make_mandate(following, term.mandates.get().seat, person)
        publish(following)
    assert found("Karpalokangas") == found("Vadelmasuo") == {"edustajat", "Esimerkkiverkosto"}


def test_a_corrected_name_is_found(found, term, stored):
    with stored():
        publish(term)
    mandate = term.mandates.get()
    mandate.person.last_name = "Karpalokangas"
    mandate.seat.title = "Laituripöytä"
    with stored():
        publish(mandate.person)
        publish(mandate.seat)
    assert found("Vadelmasuo") == found("Tornijaosto") == set()
    assert "edustajat" in found("Karpalokangas") & found("Laituripöytä")


class TestSeeded:
    @pytest.mark.parametrize("name", ["Levonen", "Seppänen", "Pikka", "Valtonen", "Miehikkälä"])
    def test_everyone_and_every_town_is_found_on_the_page_of_all(self, found, seeded, name):
        assert "Edustajat" in found(name)

    def test_a_representative_is_found_on_the_network_s_page(self, found, seeded):
        assert {"Edustajat", "Kulttuurijärjestöt"} <= found("Kleimola")
