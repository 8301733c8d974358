"""An ended session or an old token loses none of what was typed."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.approving import edit_url, fresh, text_data
from tests.factories import make_text_page

BACKEND = "home.accounts.backends.AccountBackend"
BY_ITSELF = {"accept": "application/json"}
TYPED = "Kirjoitettu ”kesken” <b>katkon</b>"


@pytest.fixture
def page(council):
    return make_text_page(council, live=False)


@pytest.fixture
def client(as_user):
    return as_user("secretariat", Client(enforce_csrf_checks=True))


def opened(client, page):
    """Return what an opened form posts, with its token, after its title has been typed."""
    token = str(client.get(edit_url(page)).context["csrf_token"])
    return text_data(page, TYPED) | {"csrfmiddlewaretoken": token}


def again(response):
    """Return the form that a page offers to send again: its address and fields."""
    form = BeautifulSoup(response.content, "html.parser").select_one("main form[method=post]")
    fields = {field["name"]: field["value"] for field in form.select("input")}
    return form["action"], fields


class TestAnEndedSession:
    def test_gives_the_form_back(self, client, page):
        data = opened(client, page)
        client.session.flush()
        response = client.post(edit_url(page), data)
        assert response.status_code == 403
        assert "Istuntosi on päättynyt" in response.text
        assert reverse("wagtailadmin_login") in response.text
        assert again(response)[1]["title"] == TYPED

    def test_which_is_stored_after_a_log_in(self, client, page):
        user, data = client.user, opened(client, page)
        client.session.flush()
        client.post(edit_url(page), data)
        client.force_login(user, BACKEND)
        client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32  # a login changes it
        response = client.post(edit_url(page), data)
        assert response.status_code == 403, "the log-in has changed the token"
        address, fields = again(response)
        assert client.post(address, fields).status_code == 302
        assert fresh(page).get_latest_revision_as_object().title == TYPED

    def test_is_told_to_a_save_by_itself(self, client, page):
        data = opened(client, page)
        client.session.flush()
        response = client.post(edit_url(page), data, headers=BY_ITSELF)
        assert response.status_code == 401
        assert "Istuntosi on päättynyt" in response.json()["error_message"]

    def test_a_stranger_without_our_form_is_sent_to_the_log_in(self, page):
        response = Client().post(edit_url(page), {"title": "Vieras"})
        assert response.url.startswith(reverse("wagtailadmin_login"))


class TestAnOldToken:
    def test_says_it_in_finnish_without_jargon(self, client, page):
        response = client.post(edit_url(page), text_data(page, TYPED))
        assert response.status_code == 403
        for word in ("DEBUG", "CSRF", "Forbidden", "cookie"):
            assert word not in response.text

    def test_is_told_to_a_save_by_itself(self, client, page):
        response = client.post(edit_url(page), text_data(page, TYPED), headers=BY_ITSELF)
        assert (response.status_code, response.json()["error_code"]) == (403, "locked")

    def test_gives_nothing_back_to_another_site(self, client, page):
        data = opened(client, page) | {"csrfmiddlewaretoken": "väärä"}
        response = client.post(edit_url(page), data, headers={"origin": "https://muu.example"})
        assert response.status_code == 403
        assert TYPED not in response.text
        assert "<form" not in response.text

    def test_never_gives_a_password_back(self, client):
        response = client.post("/hallinta/account/", {"account-old_password": "salainen-sana"})
        assert "salainen-sana" not in response.text

    def test_at_the_log_in_leads_on_when_somebody_has_logged_in(self, client):
        response = client.post(reverse("wagtailadmin_login"), {"next": "/hallinta/news/"})
        assert (response.status_code, response.url) == (302, "/hallinta/news/")

    def test_at_the_log_in_offers_a_new_form(self):
        data = {"username": "sihteeri", "password": "salainen-sana"}
        response = Client(enforce_csrf_checks=True).post(reverse("wagtailadmin_login"), data)
        assert response.status_code == 403
        assert "Kirjaudu uudelleen" in response.text
        assert "salainen-sana" not in response.text

    def test_leads_to_no_other_site(self, client):
        response = client.post(reverse("wagtailadmin_login"), {"next": "https://muu.example/"})
        assert response.url == reverse("wagtailadmin_home")


class TestHeartbeat:
    def test_tells_who_is_logged_in(self, client):
        told = client.get(reverse("editing_heartbeat")).json()
        assert told["user"] == client.user.pk
        assert told["token"]

    def test_tells_that_nobody_is(self, council):
        assert Client().get(reverse("editing_heartbeat")).json()["user"] is None

    def test_its_token_is_good_for_a_form(self, client, page):
        token = client.get(reverse("editing_heartbeat")).json()["token"]
        data = text_data(page, TYPED) | {"csrfmiddlewaretoken": token}
        assert client.post(edit_url(page), data).status_code == 302


class TestTheCopyOnTheDevice:
    def test_is_named_when_the_server_has_the_text(self, client, page):
        response = client.post(edit_url(page), opened(client, page) | {"typed_copy": "abc"})
        assert response.cookies["typed_copy_stored"].value == "abc"

    def test_is_not_named_when_the_form_has_faults(self, client, page):
        data = opened(client, page) | {"typed_copy": "abc", "title": ""}
        assert "typed_copy_stored" not in client.post(edit_url(page), data).cookies

    def test_is_not_named_when_the_text_waits(self, client, page):
        data = opened(client, page)
        client.post(edit_url(page), data | {"action-submit": "1"})
        response = client.post(edit_url(page), data | {"typed_copy": "abc"})
        assert "typed_copy_stored" not in response.cookies

    def test_is_named_when_a_sending_was_refused_but_the_text_kept(self, client, page):
        data = opened(client, page) | {"typed_copy": "abc", "action-submit": "1"}
        response = client.post(edit_url(page), data | {"lead": "Tunnus 131052-308T."})
        assert response.cookies["typed_copy_stored"].value == "abc"
