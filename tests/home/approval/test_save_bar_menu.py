"""The save bar offers the possible actions, in every state of a text, and says what follows."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.approval import service
from home.approval.models import Companion, Level
from tests.approving import (
    away,
    draft_of,
    edit_url,
    fresh,
    member,
    named,
    rule,
    task_of,
    text_data,
)
from tests.factories import make_meeting, make_person, make_text_page

SEND = {"action-submit": "1"}
CANCEL = {"action-cancel-workflow": "1"}


@pytest.fixture
def chair(council, roles):
    chair = member(council, "chair", first_name="Pertti", last_name="Puhenuija")
    named(council, chair=chair)
    return chair


@pytest.fixture
def client(as_user, chair):
    return as_user("secretariat")


def save_bar(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").select_one("footer.footer")


def choices(client, address):
    """Return the labels of the save bar's buttons."""
    bar = save_bar(client, address)
    words = (" ".join(b.get_text(" ").split()) for b in bar.select("button[type=submit], a.button"))
    return [word for word in words if word]


def note(client, address):
    """Return what the save bar says under its buttons."""
    return save_bar(client, address).select_one(".save-acts__note").get_text()


def sent(client, page):
    client.post(edit_url(page), text_data(page, "Toinen") | SEND)
    return fresh(page)


def old_version(page):
    """Return the address at which the first version is viewed and restored."""
    first = page.revisions.order_by("pk").first()
    if hasattr(page, "snippet_viewset"):
        name = page.snippet_viewset.get_url_name("revisions_revert")
        return reverse(name, args=[page.pk, first.pk])
    return reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])


class TestADraft:
    """Two buttons: save, and send to whoever will be asked."""

    def address_of_new(self, council):
        return reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])

    def test_it_is_sent_to_the_one_who_is_asked(self, client, council):
        page = make_text_page(council, live=False)
        assert choices(client, edit_url(page)) == ["Tallenna", "Lähetä Pertille"]
        assert choices(client, self.address_of_new(council)) == ["Tallenna", "Lähetä Pertille"]
        assert note(client, edit_url(page)) == (
            "Lukijat eivät näe tätä. "
            "Lähetetty teksti julkaistaan, kun Pertti Puhenuija on hyväksynyt sen."
        )
        assert note(client, self.address_of_new(council)).startswith(
            "Lukijat eivät näe tätä vielä."
        )

    def test_the_deputy_is_named_while_the_chair_is_away(self, client, council, chair):
        vice = member(council, "chair", first_name="Vappu", last_name="Varahenkilö")
        named(council, vice_chair=vice)
        away(council, chair)
        page = make_text_page(council, live=False)
        assert choices(client, edit_url(page)) == ["Tallenna", "Lähetä Vapulle"]
        said = note(client, edit_url(page))
        assert said.endswith("kun Vappu Varahenkilö on hyväksynyt sen. Pertti Puhenuija on poissa.")

    def test_nobody_in_particular_is_named(self, client, council):
        member(council, "communications")
        member(council, "secretariat")
        rule(council, "home.StandardPage", Level.SECOND_PAIR)
        page = make_text_page(council, live=False)
        assert choices(client, edit_url(page)) == ["Tallenna", "Lähetä tarkistettavaksi"]
        assert note(client, edit_url(page)).endswith("kun joku muu on hyväksynyt sen.")

    def test_the_writer_of_a_draft_that_goes_along_is_not_named(self, client, council, chair):
        vice = member(council, "chair", first_name="Vappu", last_name="Varahenkilö")
        named(council, vice_chair=vice)
        page, along = make_text_page(council, live=False), make_text_page(council, live=False)
        along.save_revision(user=chair)
        Companion.objects.create(page=page, draft=along)
        assert choices(client, edit_url(page)) == ["Tallenna", "Lähetä Vapulle"]

    def test_that_nobody_can_approve_is_said_before_sending(self, client, council, chair):
        away(council, chair)
        page = make_text_page(council, live=False)
        assert choices(client, edit_url(page)) == ["Tallenna", "Lähetä hyväksyttäväksi"]
        assert "Kaikki hyväksyjät ovat nyt poissa." in note(client, edit_url(page))

    def test_what_is_public_and_what_goes_at_once(self, client, council):
        rule(council, "meetings.MeetingPage", Level.CHAIR, small_corrections=True)
        meeting = make_meeting(council, live=False)
        meeting.save_revision().publish(skip_permission_checks=True)
        said = note(client, edit_url(meeting))
        assert re.match(r"Lukijat näkevät nyt \d+\.\d+\.\d{4} julkaistun tekstin\. ", said)
        assert "Jos muutat vain näitä, muutos julkaistaan heti: " in said
        assert "Paikka." in said

    def test_a_person(self, client):
        person = make_person(live=False)
        person.save_revision()
        assert choices(client, edit_url(person)) == ["Tallenna", "Lähetä Pertille"]

    def test_what_is_seldom_needed_is_in_the_menu(self, client, council):
        page = make_text_page(council, live=False)
        page.save_revision().publish(skip_permission_checks=True)
        bar = save_bar(client, edit_url(page))
        assert "Peru julkaisu" in bar.select_one("[data-w-dropdown-target=content]").get_text()
        assert "Muut toiminnot" in bar.select_one("[data-w-dropdown-target=toggle]").get_text()


class TestAfterSending:
    """The message has one button, which withdraws what was sent."""

    def message(self, client, address, data):
        client.get(reverse("wagtailadmin_home"))  # clears the earlier messages
        answer = client.post(address, data, follow=True)
        return BeautifulSoup(answer.content, "html.parser").select_one(".messages li")

    def test_one_press_withdraws(self, client, council):
        page = make_text_page(council, live=False)
        said = self.message(client, edit_url(page), text_data(page, "Toinen") | SEND)
        form = said.select_one("form[method=post]")
        assert form.button.get_text(strip=True) == "Peru"
        assert fresh(page).workflow_in_progress
        answer = self.message(client, form["action"], {form.button["name"]: form.button["value"]})
        assert not fresh(page).workflow_in_progress
        assert "Lähetys on peruttu. Voit taas muokata tekstiä." in answer.get_text()
        assert fresh(page).get_latest_revision_as_object().title == "Toinen"

    def test_nothing_is_to_be_withdrawn_of_a_draft(self, client, council):
        page = make_text_page(council, live=False)
        said = self.message(client, edit_url(page), text_data(page, "Toinen"))
        assert said.select_one("form") is None


class TestAfterACorrection:
    @pytest.fixture
    def returned(self, client, council, chair):
        page = sent(client, make_text_page(council, live=False))
        service.request_correction(task_of(page), chair, channel="login", comment="Lyhennä.")
        return fresh(page)

    def test_there_is_one_way_to_send(self, client, returned):
        found = choices(client, edit_url(returned))
        assert found == ["Tallenna", "Lähetä uudelleen"]

    def test_it_leads_to_the_chair_again(self, client, returned, chair):
        client.post(edit_url(returned), text_data(returned, "Lyhyt") | SEND)
        assert task_of(returned).revision.object_str == "Lyhyt"


class TestWhileItWaits:
    @pytest.fixture
    def waiting(self, client, council):
        page = make_text_page(council, live=False)
        page.save_revision(user=client.user)
        draft_of(page, client.user, title="Uudempi")
        return sent(client, page)

    def test_the_sender_can_cancel_and_nothing_else(self, client, waiting):
        assert choices(client, edit_url(waiting)) == ["Peru lähetys"]

    def test_an_old_version_leads_on(self, client, waiting):
        address = old_version(waiting)
        assert choices(client, address) == ["Peru lähetys"]
        assert client.post(address, CANCEL).url == address
        assert choices(client, address) == ["Korvaa nykyinen luonnos"]
        assert not fresh(waiting).workflow_in_progress

    def test_so_does_that_of_a_person(self, client, council):
        person = make_person(live=False)
        person.save_revision(user=client.user)
        service.submit(person, client.user)
        address = old_version(person)
        assert choices(client, address) == ["Peru lähetys"]
        assert client.post(address, CANCEL).url == address
        assert not fresh(person).workflow_in_progress

    def test_what_goes_along_is_freed_from_its_own_editor(self, client, council):
        main, along = make_text_page(council, live=False), make_text_page(council, live=False)
        service.submit(main, client.user, bundle=[along])
        assert choices(client, edit_url(along)) == ["Peru lähetys"]
        client.post(edit_url(along), CANCEL)
        assert not fresh(main).workflow_in_progress

    def test_an_empty_locked_form_changes_nothing(self, client, waiting):
        """A locked form posts none of its fields."""
        before = fresh(waiting).latest_revision
        client.post(edit_url(waiting), CANCEL)
        assert fresh(waiting).latest_revision == before

    def test_another_is_told_who_could(self, as_user, waiting):
        other = as_user("communications")
        html = other.get(edit_url(waiting)).content.decode()
        assert "lähettäjä peruu lähetyksen" in html
        other.post(edit_url(waiting), CANCEL)
        assert fresh(waiting).workflow_in_progress
