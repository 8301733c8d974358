"""Conflicts overwrite nobody's text: what was stored meanwhile is shown for a choice."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.approving import draft_of, edit_url, fresh, text_data
from tests.factories import make_person, make_text_page

BY_ITSELF = {"accept": "application/json"}


@pytest.fixture
def client(as_user):
    return as_user("secretariat")


@pytest.fixture
def other(as_user):
    return as_user("communications")


@pytest.fixture
def page(council):
    page = make_text_page(council, live=False, title="Alku", lead="Johdanto")
    page.save_revision()
    return fresh(page)


def opened(obj):
    """Return the fields with which an opened form names the version that it shows."""
    newest = fresh(obj).latest_revision
    return {
        "loaded_revision_id": str(newest.pk),
        "loaded_revision_created_at": newest.created_at.isoformat(),
    }


def draft(obj):
    return fresh(obj).get_latest_revision_as_object()


def choices(response):
    """Return the parts to choose from, with the preselected choice, by name."""
    soup = BeautifulSoup(response.content, "html.parser")
    radios = soup.select("input[type=radio]")
    chosen = {radio["name"]: "" for radio in radios}
    return chosen | {radio["name"]: radio["value"] for radio in radios if radio.has_attr("checked")}


def kept(response):
    """Return the fields that the conflict page carries along."""
    soup = BeautifulSoup(response.content, "html.parser")
    fields = soup.select(".conflict input[type=hidden]")
    return {field["name"]: field["value"] for field in fields}


class TestWhatBothChanged:
    @pytest.fixture
    def conflict(self, client, other, page):
        data = text_data(page, "Minun") | opened(page)
        draft_of(page, other.user, title="Hänen")
        return client.post(edit_url(page), data)

    def test_is_not_stored(self, conflict, page):
        assert conflict.status_code == 409
        assert draft(page).title == "Hänen"

    def test_names_who_stored_it(self, conflict, other):
        assert f"{other.user.first_name} tallensi juuri tämän sivun." in conflict.text

    def test_has_to_be_chosen(self, conflict, client, page):
        assert choices(conflict)["conflict_choice_title"] == ""
        again = client.post(edit_url(page), kept(conflict))
        assert again.status_code == 409
        assert "Valitse jokaisessa kohdassa" in again.text

    @pytest.mark.parametrize(("side", "title"), [("mine", "Minun"), ("theirs", "Hänen")])
    def test_is_stored_as_chosen(self, conflict, client, page, side, title):
        chosen = dict.fromkeys(choices(conflict), side)
        assert client.post(edit_url(page), kept(conflict) | chosen).status_code == 302
        assert draft(page).title == title

    def test_is_asked_again_when_it_changes_once_more(self, conflict, client, other, page):
        draft_of(page, other.user, title="Vielä uudempi")
        chosen = dict.fromkeys(choices(conflict), "mine")
        assert client.post(edit_url(page), kept(conflict) | chosen).status_code == 409
        assert draft(page).title == "Vielä uudempi"


class TestWhatOneChanged:
    def test_is_chosen_beforehand(self, client, other, page):
        data = text_data(page, "Minun") | {"lead": "Johdanto"} | opened(page)
        draft_of(page, other.user, lead="Hänen johdantonsa")
        conflict = client.post(edit_url(page), data)
        beforehand = choices(conflict)
        assert beforehand["conflict_choice_title"] == "mine"
        assert beforehand["conflict_choice_lead"] == "theirs"
        client.post(edit_url(page), kept(conflict) | beforehand)
        assert (draft(page).title, draft(page).lead) == ("Minun", "Hänen johdantonsa")

    def test_a_sending_is_stored_and_not_sent(self, client, other, page):
        data = text_data(page, "Minun") | opened(page) | {"action-submit": "1"}
        draft_of(page, other.user, lead="Hänen johdantonsa")
        conflict = client.post(edit_url(page), data)
        chosen = dict.fromkeys(choices(conflict), "mine")
        answer = client.post(edit_url(page), kept(conflict) | chosen, follow=True)
        assert "Luonnos tallennettu. Tekstiä ei vielä lähetetty" in answer.text
        assert not fresh(page).workflow_in_progress
        assert draft(page).title == "Minun"


class TestASaveByItself:
    def test_waits_and_says_who_was_first(self, client, other, page):
        data = text_data(page, "Minun") | opened(page)
        draft_of(page, other.user, title="Hänen")
        told = client.post(edit_url(page), data, headers=BY_ITSELF).json()
        assert told["error_code"] == "invalid_revision"
        assert f"{other.user.first_name} tallensi juuri" in told["error_message"]
        assert draft(page).title == "Hänen"

    def test_of_another_tab_is_no_less_a_conflict(self, client, page):
        data = text_data(page, "Ensimmäinen") | opened(page)
        first = client.post(edit_url(page), data, headers=BY_ITSELF).json()
        second = client.post(edit_url(page), data | {"title": "Toinen"})
        assert second.status_code == 409
        assert "toisella välilehdellä" in second.text
        own = {"autosaved_revision_id": str(first["revision_id"])}
        third = client.post(edit_url(page), data | {"title": "Jatko"} | own)
        assert third.status_code == 302, "one's own save is no conflict"


class TestFaultyForms:
    def test_say_what_is_wrong_and_store_the_rest(self, client, other, page):
        data = text_data(page, "") | {"lead": "Minun johdantoni"} | opened(page)
        draft_of(page, other.user, title="Hänen")
        conflict = client.post(edit_url(page), data)
        assert "virheitä" in conflict.text
        chosen = dict.fromkeys(choices(conflict), "mine")
        client.post(edit_url(page), kept(conflict) | chosen)
        assert (draft(page).title, draft(page).lead) == ("Hänen", "Minun johdantoni")


def test_a_person_is_not_overwritten_either(client, other):
    person = make_person(live=False, first_name="Aino", last_name="Alku")
    person.save_revision()
    data = {"first_name": "Aino", "last_name": "Minun"} | opened(person)
    person.last_name = "Hänen"
    person.save_revision(user=other.user)
    conflict = client.post(edit_url(person), data)
    assert conflict.status_code == 409
    assert draft(person).last_name == "Hänen"
    client.post(edit_url(person), kept(conflict) | dict.fromkeys(choices(conflict), "mine"))
    assert draft(person).last_name == "Minun"


def test_an_old_version_is_not_brought_back_over_a_newer_one(client, other, page):
    first = page.latest_revision
    data = text_data(page, "Alku") | opened(page)
    draft_of(page, other.user, title="Hänen")
    name = "wagtailadmin_pages:revisions_revert"
    conflict = client.post(reverse(name, args=[page.pk, first.pk]), data)
    assert conflict.status_code == 409
    assert draft(page).title == "Hänen"
