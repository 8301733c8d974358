"""The guard before writes in the admin: one transaction, checks in order, refusals in words."""

from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.unpublish import UnpublishView

from home.approval.refusal import ApprovalRefused
from tests.factories import make_text_page


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def refuse(*args, **kwargs):
    raise ApprovalRefused("Tätä ei voi nyt tehdä.", "closed")


def test_a_view_that_only_shows_is_refused_in_words_too(as_user, council, monkeypatch):
    """A view that writes nothing has no transaction to roll back, but still needs a response."""
    monkeypatch.setattr(ExplorableIndexView, "get", refuse)
    response = as_user("secretariat").get(reverse("wagtailadmin_explore", args=[council.pk]))
    assert response.status_code == 302
    assert said(response) == ["Tätä ei voi nyt tehdä."]


def test_what_a_view_stored_before_it_was_refused_is_undone(as_user, council, monkeypatch):
    page = make_text_page(council, title="Vanha")

    def store_then_refuse(view, request, *args, **kwargs):
        assert transaction.get_connection().in_atomic_block
        type(page).objects.filter(pk=page.pk).update(title="Uusi")
        refuse()

    monkeypatch.setattr(UnpublishView, "post", store_then_refuse)
    client = as_user("secretariat")
    response = client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert page.title == "Vanha"
    assert (response.status_code, said(response)) == (302, ["Tätä ei voi nyt tehdä."])


def test_so_is_what_a_view_stored_before_it_failed(as_user, council, monkeypatch):
    page = make_text_page(council, title="Vanha")

    def store_then_fail(view, request, *args, **kwargs):
        type(page).objects.filter(pk=page.pk).update(title="Uusi")
        raise ValueError("a fault of the view")

    monkeypatch.setattr(UnpublishView, "post", store_then_fail)
    client = as_user("secretariat")
    client.raise_request_exception = False
    response = client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert (response.status_code, page.title) == (500, "Vanha")
