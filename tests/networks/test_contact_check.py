"""The yearly check of contact data: its mails, the page behind the link, and the answers."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from home.approval.service import submit
from home.mail.models import OutboxMail
from home.scheduling.running import run_due
from networks.models import ContactCheck, ContactCheckSettings, ContactProposal, Person
from tests.approving import draft_of, fresh, member, named
from tests.dashboard import for_you
from tests.factories import make_mandate, make_network, make_person, make_term

NOW = datetime.datetime(2024, 9, 3, 7, tzinfo=datetime.UTC)  # a Tuesday, ten o'clock in Finland
ADDRESS = "otso@esimerkki.example"
SCREEN = "/hallinta/yhteystietojen-tarkistus/"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """Return a function that sets the time."""

    def set_now(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_now(NOW)
    return set_now


def reachable(**names):
    day = datetime.date(2024, 1, 2)
    return make_person(contact_email=ADDRESS, contact_consent_on=day, live=True, **names)


@pytest.fixture
def otso(council):
    person = reachable(first_name="Otso", last_name="Mallikas")
    make_mandate(make_term(council, live=True), person=person)
    return person


@pytest.fixture
def network(council, otso):
    return make_network(council, title="Potilasjärjestöt", themes="Kuntoutus", convener=otso)


def ask(client) -> str:
    """Send the requests by the button; return the address of the link in the only mail."""
    client.post(SCREEN, {"send": "1"})
    [mail] = OutboxMail.objects.filter(kind="contact_check")
    return re.search(r"(/hyvaksy/\S+/yhteystiedot/)", mail.text)[1]


def form_of(address) -> dict:
    soup = BeautifulSoup(Client().get(address).content, "html.parser")
    data = {f["name"]: f.get("value", "") for f in soup("input") if f["type"] != "radio"}
    assert not soup.find("input", checked=True), "nothing is chosen beforehand"
    return data | {f["name"]: f.get_text().lstrip("\n") for f in soup("textarea")}


def answer(address, choice, **changes):
    data = form_of(address) | {"vastaus": choice}
    return Client().post(address, data | changes)


class TestMails:
    @pytest.mark.parametrize(("month", "number"), [(9, 1), (8, 0), (None, 0)])
    def test_go_once_a_year_in_the_chosen_month(self, otso, now, month, number):
        ContactCheckSettings.objects.create(month=month)
        mails = OutboxMail.objects.filter(kind="contact_check", to=ADDRESS)
        for _time in range(2):
            run_due(NOW, only="contact_checks")
        assert mails.count() == number
        later = NOW.replace(year=2025, day=2)
        now(later)
        run_due(later, only="contact_checks")
        assert mails.count() == 2 * number

    def test_go_to_representatives_and_conveners_with_a_consented_address(self, council, secretary):
        make_mandate(make_term(council, live=True))  # without an address
        reachable(first_name="Irti", last_name="Olija")
        convener = reachable(first_name="Saimi", last_name="Kutsuja")
        make_network(council, convener=convener)
        secretary.post(SCREEN, {"send": "1"})
        assert [each.person for each in ContactCheck.objects.all()] == [convener]

    def test_are_not_sent_twice_by_two_presses(self, secretary, otso):
        ask(secretary)
        text = secretary.post(SCREEN, {"send": "1"}, follow=True).text
        assert "Nyt ei ole ketään, jolta kysyä" in text
        assert "odottaa vastausta" in text
        assert ContactCheck.objects.count() == 1

    def test_the_month_is_chosen_by_the_secretariat_alone(self, secretary, as_user, council):
        secretary.post(SCREEN, {"month": "5"})
        assert ContactCheckSettings.load().month == 5
        secretary.post(SCREEN, {"month": ""})
        assert ContactCheckSettings.load().month is None
        assert secretary.post(SCREEN, {"month": "13"}).status_code == 422
        assert as_user("communications").post(SCREEN, {"month": "5"}).status_code in (302, 403)
        assert ContactCheckSettings.load().month is None


class TestPage:
    def test_looking_changes_nothing(self, secretary, otso, network):
        address = ask(secretary)
        assert Client().head(address).status_code == 200
        page = Client().get(address)
        assert "Otso Mallikas" in page.text and ADDRESS in page.text and "Kuntoutus" in page.text
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]
        assert ContactCheck.objects.get().used_at is None

    def test_confirming_ends_the_link_and_asks_nothing_of_anybody(self, secretary, otso):
        address = ask(secretary)
        assert "Tietosi ovat ennallaan." in answer(address, "oikein").text
        assert not ContactProposal.objects.exists()
        assert Client().get(address).status_code == 410
        assert "vastasi 3.9.2024" in secretary.get(SCREEN).text

    @pytest.mark.parametrize(
        ("choice", "changes", "message"),
        [
            ("", {}, "Valitse, ovatko tietosi oikein."),
            ("oikein", {"remark": "Nimeni on Otto."}, "Muutit tietoja."),
            ("korjaan", {}, "Et muuttanut mitään."),
            ("korjaan", {"email": "otso"}, "kelvollinen sähköpostiosoite"),
            ("korjaan", {"email": ""}, "Kirjoita osoite"),
        ],
    )
    def test_a_mistake_is_told_and_what_was_typed_stays(
        self, secretary, otso, choice, changes, message
    ):
        response = answer(ask(secretary), choice, **changes)
        assert response.status_code == 422
        assert message in response.text
        assert changes.get("remark", "") in response.text
        assert ContactCheck.objects.get().used_at is None

    def test_a_withdrawal_takes_effect_at_once(self, secretary, otso):
        response = answer(ask(secretary), "poistan")
        assert "Sähköpostiosoitteesi on poistettu" in response.text
        otso = fresh(otso)
        assert (otso.contact_email, otso.contact_consent_on) == ("", None)
        assert any("poisti sähköpostiosoitteensa" in line for line in for_you(secretary))
        [proposal] = ContactProposal.objects.all()
        secretary.post(f"{SCREEN}{proposal.pk}/", {"handled": "1"})
        assert not ContactProposal.objects.exists()

    def test_old_ended_and_wrong_links_say_why(self, secretary, otso, now):
        address = ask(secretary)
        assert Client().get("/hyvaksy/vaara/yhteystiedot/").status_code == 404
        now(NOW + datetime.timedelta(days=61))
        response = Client().post(address, {"vastaus": "poistan"})
        assert response.status_code == 410
        assert "Linkki on vanhentunut" in response.text
        assert fresh(otso).contact_email == ADDRESS


class TestProposals:
    @pytest.fixture
    def chair(self, council):
        chair = member(council, "chair")
        named(council, chair=chair)
        return chair

    def test_a_new_address_is_accepted_with_one_press(self, secretary, otso, chair):
        answer(ask(secretary), "korjaan", email="uusi@esimerkki.example")
        assert fresh(otso).contact_email == ADDRESS, "nothing changes without the secretariat"
        assert any("ehdottaa muutoksia tietoihin" in line for line in for_you(secretary))
        [proposal] = ContactProposal.objects.all()
        page = secretary.get(f"{SCREEN}{proposal.pk}/").text
        assert ADDRESS in page and "uusi@esimerkki.example" in page
        text = secretary.post(f"{SCREEN}{proposal.pk}/", {"accept": "1"}, follow=True).text
        assert "Lähetetty" in text
        otso = fresh(otso)
        assert otso.workflow_in_progress
        draft = otso.get_latest_revision_as_object()
        assert draft.contact_email == "uusi@esimerkki.example"
        assert draft.contact_consent_on == NOW.date()
        assert not ContactProposal.objects.exists()

    def test_a_profile_is_proposed_by_its_convener(self, secretary, otso, network, chair):
        answer(ask(secretary), "korjaan", **{f"themes-{network.pk}": "Vertaistuki"})
        [proposal] = ContactProposal.objects.all()
        assert proposal.network == network
        secretary.post(f"{SCREEN}{proposal.pk}/", {"accept": "1"})
        network = fresh(network)
        assert (network.themes, network.workflow_in_progress) == ("Kuntoutus", True)
        assert network.get_latest_revision_as_object().themes == "Vertaistuki"

    def test_a_draft_of_somebody_is_not_sent_along_unseen(self, secretary, network, chair):
        draft_of(network, rhythm="Kesken")
        answer(ask(secretary), "korjaan", **{f"themes-{network.pk}": "Vertaistuki"})
        [proposal] = ContactProposal.objects.all()
        text = secretary.post(f"{SCREEN}{proposal.pk}/", {"accept": "1"}, follow=True).text
        assert "Luonnoksessa on muitakin muutoksia" in text
        draft = fresh(network).get_latest_revision_as_object()
        assert (draft.rhythm, draft.themes) == ("Kesken", "Vertaistuki")
        assert not fresh(network).workflow_in_progress

    def test_one_about_a_waiting_text_stays(self, secretary, council, network, chair):
        answer(ask(secretary), "korjaan", **{f"themes-{network.pk}": "Vertaistuki"})
        draft_of(network, rhythm="Lähetetty")
        submit(fresh(network), member(council, "secretariat"))
        [proposal] = ContactProposal.objects.all()
        text = secretary.post(f"{SCREEN}{proposal.pk}/", {"accept": "1"}, follow=True).text
        assert "odottaa jo hyväksyntää" in text
        assert ContactProposal.objects.filter(pk=proposal.pk).exists()

    def test_a_rejected_one_is_deleted(self, secretary, otso):
        answer(ask(secretary), "korjaan", remark="Nimeni on Otto.")
        [proposal] = ContactProposal.objects.all()
        assert "Nimeni on Otto." in secretary.get(f"{SCREEN}{proposal.pk}/").text
        secretary.post(f"{SCREEN}{proposal.pk}/", {"reject": "1"})
        assert not ContactProposal.objects.exists()
        assert Person.objects.get(pk=otso.pk).latest_revision is None

    def test_only_the_secretariat_sees_them(self, as_user, secretary, otso):
        answer(ask(secretary), "korjaan", remark="Nimeni on Otto.")
        [proposal] = ContactProposal.objects.all()
        for role in ("communications", "chair"):
            assert as_user(role).get(f"{SCREEN}{proposal.pk}/").status_code in (302, 403)

    def test_old_ones_and_old_links_are_deleted(self, secretary, otso, now):
        answer(ask(secretary), "korjaan", remark="Nimeni on Otto.")
        later = NOW + datetime.timedelta(days=366)
        now(later)
        run_due(later, only="old_contact_checks")
        assert not ContactProposal.objects.exists()
        assert ContactCheck.objects.exists(), "the next check counts from the last"
        latest = NOW + datetime.timedelta(days=430)
        now(latest)
        run_due(latest, only="old_contact_checks")
        assert not ContactCheck.objects.exists()
