"""The menu of the save bar offers the possible actions, in every state of a text."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.approval import service
from tests.approving import draft_of, edit_url, fresh, member, named, task_of, text_data
from tests.factories import make_person, make_text_page

SEND = {"action-submit": "1"}
CANCEL = {"action-cancel-workflow": "1"}


@pytest.fixture
def chair(council, roles):
    chair = member(council, "chair")
    named(council, chair=chair)
    return chair


@pytest.fixture
def client(as_user, chair):
    return as_user("secretariat")


def choices(client, address):
    """Return the labels of the save bar's buttons."""
    bar = BeautifulSoup(client.get(address).content, "html.parser").select_one("footer.footer")
    words = (" ".join(b.get_text(" ").split()) for b in bar.select("button[type=submit], a.button"))
    return [word for word in words if word]


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


class TestAfterACorrection:
    @pytest.fixture
    def returned(self, client, council, chair):
        page = sent(client, make_text_page(council, live=False))
        service.request_correction(task_of(page), chair, channel="login", comment="Lyhennä.")
        return fresh(page)

    def test_there_is_one_way_to_send(self, client, returned):
        found = choices(client, edit_url(returned))
        assert found == ["Tallenna luonnos", "Lähetä korjattu teksti uudelleen"]

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
        assert choices(client, edit_url(waiting)) == ["Keskeytä hyväksyntä"]

    def test_an_old_version_leads_on(self, client, waiting):
        address = old_version(waiting)
        assert choices(client, address) == ["Keskeytä hyväksyntä"]
        assert client.post(address, CANCEL).url == address
        assert choices(client, address) == ["Korvaa nykyinen luonnos"]
        assert not fresh(waiting).workflow_in_progress

    def test_so_does_that_of_a_person(self, client, council):
        person = make_person(live=False)
        person.save_revision(user=client.user)
        service.submit(person, client.user)
        address = old_version(person)
        assert choices(client, address) == ["Keskeytä hyväksyntä"]
        assert client.post(address, CANCEL).url == address
        assert not fresh(person).workflow_in_progress

    def test_what_goes_along_is_freed_from_its_own_editor(self, client, council):
        main, along = make_text_page(council, live=False), make_text_page(council, live=False)
        service.submit(main, client.user, bundle=[along])
        assert choices(client, edit_url(along)) == ["Keskeytä hyväksyntä"]
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
        assert "lähettäjä keskeyttää" in html
        other.post(edit_url(waiting), CANCEL)
        assert fresh(waiting).workflow_in_progress
