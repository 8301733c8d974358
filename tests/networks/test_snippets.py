"""People, organisations and seats in the admin: refusals in Finnish, and protected deletions."""

import datetime

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from networks.models import NetworkMember, NetworkPage, Organisation, Person, Seat, Term
from tests.dashboard import for_you, main_of
from tests.factories import (
    make_mandate,
    make_network,
    make_organisation,
    make_person,
    make_seat,
    make_term,
    make_text_page,
)

D = datetime.date
REFUSAL = "Kerran julkaistua ei poisteta."


@pytest.fixture
def superuser(as_user):
    return as_user("")


def address(model, action, *args):
    return reverse(model.snippet_viewset.get_url_name(action), args=args)


def add(client, model, data):
    comments = {"comments": inline_formset([])}
    return client.post(address(model, "add"), nested_form_data(data | comments))


PERSON = {
    "first_name": "Aino",
    "last_name": "Esimerkki",
    "contact_email": "",
    "contact_consent_on": "",
}
BODY = {
    "name": "Esimerkkiyhdistys ry",
    "kind": "association",
    "place_name": "",
    "municipality": "",
    "website": "",
    "starts": "",
    "ends": "",
    "municipality_code": "",
    "successions": inline_formset([]),
}
CODE = {"municipality_code": "999"}
SEAT = {"title": "Paikka", "group": "networks", "right": "member", "order": "1", "network": ""}
SEAT |= {"organisation": "", "starts": "", "ends": ""}


@pytest.mark.parametrize(
    ("model", "data", "message"),
    [
        (
            Person,
            PERSON | {"contact_email": "aino@example.org"},
            "Yhteystiedon voi tallentaa vain henkilön suostumuksella",
        ),
        (
            Organisation,
            BODY | {"starts": "2.1.2020", "ends": "1.1.2020"},
            "Yhteisö ei voi lopettaa ennen kuin se on aloittanut.",
        ),
        (Organisation, BODY | {"place_name": "Esimerkkilä"}, "Kunnan nimi annetaan vain kunnalle."),
        (Organisation, BODY | {"municipality_code": "999"}, "Kuntanumero annetaan vain kunnalle."),
        (
            Organisation,
            BODY | {"kind": "municipality", "municipality_code": "9A"},
            "Kuntanumerossa on kolme numeroa",
        ),
        (
            Seat,
            SEAT | {"starts": "2.1.2020", "ends": "1.1.2020"},
            "Paikka ei voi päättyä ennen kuin se on otettu käyttöön.",
        ),
    ],
)
def test_what_cannot_be_is_refused(secretary, council, model, data, message):
    if model is Seat:
        data = data
    response = add(secretary, model, data)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Person, PERSON),
        (Person, PERSON | {"contact_email": "aino@example.org", "contact_consent_on": "1.2.2024"}),
        (Organisation, BODY),
        (Organisation, BODY | {"ends": "1.1.2020"}),
        (Organisation, BODY | {"kind": "municipality", "place_name": "Esimerkkilä"}),
        (Organisation, BODY | {"kind": "municipality", "municipality_code": "999"}),
        (Seat, SEAT),
    ],
)
def test_what_can_be_is_stored_as_a_draft(secretary, council, model, data):
    if model is Seat:
        data = data
    response = add(secretary, model, data)
    assert response.status_code == 302, response.context["form"].errors
    assert not model.objects.get().live


def test_two_bodies_do_not_share_a_name(secretary):
    make_organisation(name=BODY["name"])
    response = add(secretary, Organisation, BODY)
    assert "Tämänniminen yhteisö on jo luettelossa." in response.content.decode()


def test_two_towns_do_not_share_a_code(secretary):
    make_organisation(kind="municipality", municipality_code="999")
    response = add(secretary, Organisation, BODY | {"kind": "municipality"} | CODE)
    assert "Toisella kunnalla on jo tämä kuntanumero." in response.content.decode()


def test_two_seats_of_a_council_do_not_share_a_title(secretary, council):
    make_seat(council, title="Paikka")
    response = add(secretary, Seat, SEAT)
    assert "Tämänniminen paikka on jo olemassa." in response.content.decode()


def test_a_seat_stands_for_one_body_at_most(secretary, council):
    bodies = {"network": make_network(council).pk, "organisation": make_organisation().pk}
    response = add(secretary, Seat, SEAT | bodies)
    assert "Paikka edustaa joko verkostoa tai yhteisöä, ei molempia." in response.content.decode()


def with_successor(body, successor):
    row = inline_formset([{"successor": successor.pk, "date": "20.1.2021", "precision": "day"}])
    return nested_form_data(BODY | {"successions": row, "comments": inline_formset([])})


def test_a_body_is_not_its_own_successor(secretary, council):
    body = make_organisation(name=BODY["name"])
    response = secretary.post(address(Organisation, "edit", body.pk), with_successor(body, body))
    assert "Yhteisö ei voi jatkaa itsenään" in response.content.decode()
    assert not body.successions.exists()


def test_a_body_is_continued_by_another_once_it_is_approved(secretary, council):
    body, other = make_organisation(name=BODY["name"]), make_organisation()
    response = secretary.post(address(Organisation, "edit", body.pk), with_successor(body, other))
    assert response.status_code == 302
    assert not body.successions.exists()
    Organisation.objects.get(pk=body.pk).latest_revision.publish()
    assert body.successions.get().when == "20.1.2021"


def test_a_body_is_continued_by_another_once(superuser, council):
    body, other = make_organisation(name=BODY["name"]), make_organisation()
    row = {"successor": other.pk, "date": "", "precision": "day"}
    data = BODY | {"successions": inline_formset([row, row]), "comments": inline_formset([])}
    response = superuser.post(address(Organisation, "edit", body.pk), nested_form_data(data))
    assert response.status_code == 200
    assert not body.successions.exists()


def test_a_body_joins_a_network_once(as_user, council, stored):
    network, body = make_network(council), make_organisation()
    data = {
        **dict.fromkeys(("introduction", "for_whom", "themes", "rhythm", "how_to_join"), ""),
        "title": network.title,
        "slug": network.slug,
        "body": {"count": 0},
        "members": inline_formset([{"organisation": body.pk}, {"organisation": body.pk}]),
        "comments": inline_formset([]),
    }
    url = reverse("wagtailadmin_pages:edit", args=[network.pk])
    response = as_user("communications").post(url, nested_form_data(data))
    assert response.status_code == 200
    assert "Sama arvo on kahdesti" in response.content.decode()


class TestHistoryStays:
    """Objects that history refers to are not deleted, and the admin says so in Finnish."""

    @pytest.fixture
    def mandate(self, council, stored):
        with stored():
            network, body = make_network(council), make_organisation()
            seat = make_seat(council, network=network)
            term = make_term(council, live=True)
            return make_mandate(term, seat, organisation=body)

    @pytest.mark.parametrize("what", ["person", "organisation", "seat"])
    def test_of_a_mandate(self, superuser, mandate, what):
        obj = getattr(mandate, what)
        url = address(type(obj), "delete", obj.pk)
        page = superuser.get(url).content.decode()
        assert "ei voida poistaa" in page or "ei voi poistaa" in page, page
        assert superuser.post(url).status_code == 302
        assert type(obj).objects.filter(pk=obj.pk).exists()

    def test_of_a_term_with_mandates(self, superuser, mandate):
        url = address(Term, "delete", mandate.term.pk)
        assert REFUSAL in superuser.post(url, follow=True).content.decode()
        assert Term.objects.filter(pk=mandate.term.pk).exists()

    @pytest.mark.parametrize("what", ["network", "index", "council"])
    def test_of_a_network_and_all_above_it(self, superuser, council, mandate, what):
        network = mandate.seat.network
        page = {"network": network, "index": network.get_parent(), "council": council}[what]
        url = reverse("wagtailadmin_pages:delete", args=[page.pk])
        answer = superuser.post(
            url, {"confirm_site_name": "Järjestöjen neuvottelukunta"}, follow=True
        )
        assert REFUSAL in answer.content.decode()
        assert NetworkPage.objects.filter(pk=network.pk).exists()

    def test_what_has_none_may_go(self, superuser, council):
        drafts = make_person(live=False), make_organisation(live=False)
        for obj in (*drafts, make_seat(council, live=False)):
            assert superuser.post(address(type(obj), "delete", obj.pk)).status_code == 302
            assert not type(obj).objects.exists()

    def test_the_secretariat_deletes_nothing(self, secretary, council):
        for obj in (make_person(), make_organisation(), make_seat(council), make_term(council)):
            secretary.post(address(type(obj), "delete", obj.pk))
            assert type(obj).objects.exists()


def test_members_of_a_network_are_those_whose_entry_is_public(council):
    network = make_network(council)
    for live in (True, False):
        body = make_organisation(live=live)
        NetworkMember.objects.create(network=network, organisation=body)
    assert [body.live for body in network.member_organisations()] == [True]


class TestDraftsOfOnesOwn:
    """The dashboard lists the user's own drafts that have not been sent for approval."""

    def panel(self, client):
        return " ".join(line for line in for_you(client) if "luonnos" in line)

    @pytest.mark.parametrize("make", [make_term, make_seat, make_person, make_organisation])
    def test_they_lead_to_their_forms(self, secretary, council, make):
        entry = make(council) if make in (make_term, make_seat) else make()
        assert not self.panel(secretary)
        entry.save_revision(user=secretary.user)
        panel = self.panel(secretary)
        assert str(entry) in panel
        assert main_of(secretary).find(href=address(type(entry), "edit", entry.pk))

    def test_under_the_name_of_the_draft(self, secretary, council):
        person = make_person(last_name="Esimerkki")
        person.last_name = "Mallikas"
        person.save_revision(user=secretary.user)
        assert "Mallikas" in self.panel(secretary)
        assert "Esimerkki" not in self.panel(secretary)

    def test_newest_first_among_pages(self, secretary, council):
        make_person(last_name="Vanhin").save_revision(user=secretary.user)
        make_text_page(council, title="Keskimmäinen").save_revision(user=secretary.user)
        make_person(last_name="Uusin").save_revision(user=secretary.user)
        panel = self.panel(secretary)
        assert panel.index("Uusin") < panel.index("Keskimmäinen") < panel.index("Vanhin")

    def test_not_those_of_others_nor_those_that_wait_nor_those_out_of_reach(
        self, as_user, secretary, council
    ):
        make_person().save_revision(user=as_user("secretariat").user)
        sent = make_person()
        sent.save_revision(user=secretary.user)
        assert self.panel(secretary)
        sent.get_workflow().start(sent, secretary.user)
        assert not self.panel(secretary)
        make_person().save_revision(user=secretary.user)
        secretary.user.groups.set(as_user("chair").user.groups.all())
        assert not self.panel(secretary)
