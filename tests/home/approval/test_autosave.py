"""An autosave that is under way while the writer submits the text."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from home.models import StandardPage
from home.role_rights import apply_roles
from tests.approving import edit_url, fresh, member, text_data
from tests.factories import make_text_page

BY_ITSELF = {"accept": "application/json"}
SEND = {"action-submit": "1"}


@pytest.fixture(autouse=True)
def nothing_remembered():
    caches["shared"].clear()


@pytest.fixture
def client(council):
    apply_roles()
    member(council, "chair")
    client = Client(enforce_csrf_checks=True)
    client.force_login(member(council, "secretariat"), "home.accounts.backends.AccountBackend")
    return client


@pytest.fixture
def form(client, council):
    """Return an opened form of a new page: its address and what is typed in it."""
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", council.pk])
    token = str(client.get(url).context["csrf_token"])
    data = text_data(StandardPage(slug="uusi"), "Uusi") | {"csrfmiddlewaretoken": token}
    return url, data


def made():
    return StandardPage.objects.filter(title="Uusi").get()


class TestANewPage:
    def test_what_was_saved_by_itself_gives_way_to_what_is_sent(self, client, form):
        url, data = form
        assert client.post(url, data, headers=BY_ITSELF).json()["success"]
        client.post(url, data | {"lead": "Valmis."} | SEND)
        assert made().workflow_in_progress
        assert made().get_latest_revision_as_object().lead == "Valmis."

    def test_so_it_does_when_the_sending_is_refused(self, client, form):
        """A refused submission is rolled back and repeated as a mere save."""
        url, data = form
        client.post(url, data, headers=BY_ITSELF)
        with_number = data | {"lead": "Soita 040 765 4321."}
        answer = client.post(url, with_number | SEND)
        assert not made().workflow_in_progress
        assert made().get_latest_revision_as_object().lead == with_number["lead"]
        assert answer.url == reverse("check_privacy", args=["home.standardpage", made().pk])

    def test_what_comes_after_the_sending_changes_nothing(self, client, form):
        url, data = form
        client.post(url, data | SEND)
        sent = made().latest_revision
        answer = client.post(url, data | {"lead": "Myöhässä."}, headers=BY_ITSELF)
        assert answer.status_code == 400
        assert made().latest_revision == sent


def test_the_editor_is_told_why_what_waits_is_not_saved(client, council, form):
    """The editor's script shows the words only under a code that it knows."""
    _, data = form
    page = make_text_page(council, slug="uusi", title="Uusi", live=False)
    client.post(edit_url(page), data | SEND)
    answer = client.post(edit_url(page), data | {"lead": "Toinen."}, headers=BY_ITSELF)
    told = answer.json()
    assert (answer.status_code, told["error_code"]) == (400, "locked")
    assert told["error_message"].startswith("Teksti odottaa hyväksyntää")
    assert fresh(page).get_latest_revision_as_object().lead == ""


class TestAddress:
    """A page saved with an empty slug gets one from its title."""

    @pytest.mark.parametrize("headers", [{}, BY_ITSELF])
    def test_is_made_of_the_title(self, client, form, headers):
        url, data = form
        assert client.post(url, data | {"slug": ""}, headers=headers).status_code in (200, 302)
        assert StandardPage.objects.get().slug == "uusi"

    def test_is_told_apart_from_a_taken_one(self, client, form, council):
        url, data = form
        make_text_page(council, title="Uusi", slug="uusi")
        client.post(url, data | {"slug": ""})
        assert {page.slug for page in StandardPage.objects.all()} == {"uusi", "uusi-2"}

    def test_is_made_anew_when_it_is_emptied(self, client, form, council):
        page = make_text_page(council, title="Vanha", live=False)
        token = form[1]["csrfmiddlewaretoken"]
        data = text_data(page, "Toinen nimi") | {"csrfmiddlewaretoken": token, "slug": ""}
        assert client.post(edit_url(page), data).status_code == 302
        assert fresh(page).get_latest_revision_as_object().slug == "toinen-nimi"
