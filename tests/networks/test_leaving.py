"""A person who leaves: the mandates end with those who follow, and what else is left is listed."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from home.approval.models import Assignment
from home.approval.service import approve, submit
from meetings.models import AgendaItem
from networks.models import Person, Seat
from networks.retention.times import contact_is_over
from tests.approving import draft_of, fresh, member, named, task_of
from tests.factories import (
    make_mandate,
    make_meeting,
    make_network,
    make_person,
    make_seat,
    make_term,
    make_text_page,
)

D = datetime.date
TODAY = D(2024, 9, 3)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    now = datetime.datetime(2024, 9, 3, 7, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def otso():
    return make_person(first_name="Otso", last_name="Mallikas", live=True)


@pytest.fixture
def term(council, otso):
    """Return a term in which the person is a member with an own deputy, and a deputy elsewhere."""
    term = make_term(council, D(2024, 1, 1), live=True)
    city = make_seat(council, title="Kaupunki", group=Seat.Group.MUNICIPALITIES)
    held = make_mandate(term, city, otso)
    saimi = make_person(first_name="Saimi", last_name="Varanen", live=True)
    make_mandate(term, city, saimi, role="deputy", deputy_of=held)
    pool = make_seat(council, title="Verkostojen varajäsenet", right="pool")
    make_mandate(term, pool, otso, role="deputy")
    return term


def address(person):
    return reverse("person_leaves", args=[person.pk])


def filled(client, person, **changes) -> dict:
    soup = BeautifulSoup(client.get(address(person)).content, "html.parser")
    form = soup.find("input", {"name": "version"}).find_parent("form")
    data = {f["name"]: f.get("value", "") for f in form("input") if f.get("type") != "radio"}
    data |= {f["name"]: f["value"] for f in form("input", type="radio", checked=True)}
    return data | {name.replace("_", "-"): value for name, value in changes.items()}


def leave(client, person, **changes):
    sent = {"last_day": "30.9.2024"} | changes
    last_day = sent.pop("last_day")
    data = filled(client, person, **sent) | {"last_day": last_day}
    return client.post(address(person), data, follow=True)


def newest(term):
    found = fresh(term).get_latest_revision_as_object().mandates.all()
    return sorted((str(m.seat), str(m.person), m.role, m.starts, m.ends) for m in found)


def test_the_own_deputy_is_proposed_and_all_is_sent_with_one_press(secretary, council, term, otso):
    chair = member(council, "chair")
    named(council, chair=chair)
    answer = leave(secretary, otso, send="1")
    assert "Lähetetty puheenjohtajan hyväksyttäväksi" in answer.text
    assert "Mitä nyt on" in answer.text
    assert "Kaupunki, jäsen: 1.1.2024–30.9.2024" in answer.text
    assert "odottaa hyväksyntää" in answer.text
    assert not term.mandates.exclude(ends=None).exists(), "nothing is public before the approval"
    approve(task_of(term), chair, channel="login")
    end, start = D(2024, 9, 30), D(2024, 10, 1)
    assert newest(term) == [
        ("Kaupunki", "Otso Mallikas", "member", D(2024, 1, 1), end),
        ("Kaupunki", "Saimi Varanen", "deputy", D(2024, 1, 1), end),
        ("Kaupunki", "Saimi Varanen", "member", start, None),
        ("Verkostojen varajäsenet", "Otso Mallikas", "deputy", D(2024, 1, 1), end),
    ]


def test_a_successor_takes_over_the_own_deputy(secretary, term, otso):
    leave(secretary, otso, next_1="successor", successor_1="Aino Uusi")
    version = fresh(term).get_latest_revision_as_object()
    new = next(m for m in version.mandates.all() if str(m.person) == "Aino Uusi")
    assert (new.role, new.starts) == ("member", D(2024, 10, 1))
    deputy = next(m for m in version.mandates.all() if m.deputy_of_id == new.pk)
    assert (str(deputy.person), deputy.starts) == ("Saimi Varanen", D(2024, 10, 1))
    assert not Person.objects.get(first_name="Aino").live


def test_a_seat_is_left_vacant(secretary, term, otso):
    leave(secretary, otso, next_1="vacant")
    holders = [who for seat, who, role, _s, ends in newest(term) if role == "member" and not ends]
    assert holders == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"last_day": ""}, "Tämä kenttä on pakollinen."),
        ({"last_day": "31.9.2024"}, "31.9.2024"),
        ({"last_day": "31.12.2023"}, "alkaa vasta 1.1.2024"),
        ({"next_1": "successor"}, "Kirjoita seuraajan nimi."),
        ({"next_1": "vacant", "successor_1": "Aino Uusi"}, "tai tyhjennä nimi."),
        ({"next_1": "successor", "successor_1": "Saimi Varane"}, "tarkoititko: Saimi Varanen?"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_stored(secretary, term, otso, changes, message):
    answer = leave(secretary, otso, **changes)
    assert answer.status_code == 422
    assert message in answer.text
    assert changes.get("successor_1", "") in answer.text
    assert fresh(term).latest_revision is None


def test_an_incomplete_or_old_form_stores_nothing(secretary, term, otso):
    data = filled(secretary, otso) | {"last_day": "30.9.2024"}
    part = {name: value for name, value in data.items() if name != "successor-1"}
    assert secretary.post(address(otso), part).status_code == 400
    draft_of(term, note="Toisaalla.")
    assert secretary.post(address(otso), data).status_code == 409
    assert {ends for *_rest, ends in newest(term)} == {None}


def test_a_waiting_term_is_shown_as_it_is(secretary, council, term, otso):
    draft_of(term, note="Muutos.")
    submit(fresh(term), member(council, "secretariat"))
    text = secretary.get(address(otso)).text
    assert "odottaa hyväksyntää" in text
    assert 'name="last_day"' not in text


class TestWhatIsInHand:
    @pytest.fixture
    def account(self, council, roles):
        return member(council, "communications", first_name="Otso", last_name="Mallikas")

    def test_is_listed_with_the_way_to_it(self, secretary, council, term, otso, account):
        page = make_text_page(council, title="Kesken jäänyt")
        draft_of(page, account, title="Kesken jäänyt")
        meeting = make_meeting(council)
        AgendaItem.objects.create(
            meeting=meeting, number=5, title="Kirje", responsible="Otso Mallikas", due=TODAY
        )
        network = make_network(council, title="Potilasjärjestöt", convener=otso)
        text = BeautifulSoup(secretary.get(address(otso)).content, "html.parser").main.get_text(" ")
        text = " ".join(text.split())
        assert "Kesken jäänyt: Luonnos, jota hän ei ole lähettänyt" in text
        assert "5 § Kirje: Avoin tehtävä" in text
        assert f"{network.title}: Verkoston kokoonkutsuja" in text
        assert "Käyttäjätili on auki: ylläpito sulkee sen" in text

    def test_the_account_is_closed_by_who_may(self, keeper, term, otso, account):
        text = keeper.get(address(otso)).text
        assert reverse("accounts_close", args=[account.pk]) in text

    def test_an_approver_is_replaced(self, keeper, council, term, otso, account):
        named(council, deputy=account)
        draft_of(term, note="Muutos.")
        submit(fresh(term), member(council, "secretariat"))
        Assignment.objects.filter(task_state=task_of(term)).update(person=account)
        text = keeper.get(address(otso)).text
        assert "Hän on hyväksyjä" in text
        assert "1 teksti odottaa hänen hyväksyntäänsä" in text

    def test_a_namesake_with_an_account_is_not_guessed(self, keeper, council, term, otso, account):
        member(council, "communications", first_name="Otso", last_name="Mallikas")
        assert "accounts" not in keeper.get(address(otso)).context["unfinished"]
        assert reverse("accounts_close", args=[account.pk]) not in keeper.get(address(otso)).text


def test_a_convener_keeps_the_contact_data(council, otso):
    term = make_term(council, D(2022, 1, 1), ends=D(2023, 12, 31), live=True)
    make_mandate(term, person=otso)
    assert contact_is_over(otso, TODAY)
    make_network(council, convener=otso)
    assert not contact_is_over(fresh(otso), TODAY)


def test_the_screen_is_reached_from_the_person_and_by_those_who_may(as_user, secretary, term, otso):
    listed = secretary.get(reverse(Person.snippet_viewset.get_url_name("list"))).text
    assert address(otso) in listed
    assert address(otso) in secretary.get(reverse("person_places", args=[otso.pk])).text
    assert as_user("communications").get(address(otso)).status_code in (302, 403)
