"""A text whose time of publishing has passed can be edited."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.approving import edit_url, fresh, text_data
from tests.factories import make_person, make_text_page


def shown(time):
    """Return a time as the form shows it, without seconds."""
    return timezone.localtime(time).strftime("%d.%m.%Y %H.%M")


@pytest.fixture
def client(as_user):
    return as_user("secretariat")


@pytest.fixture
def ended(council):
    """Return a page that was public until an hour ago."""
    now = timezone.now()
    times = {"go_live_at": now - timedelta(days=2), "expire_at": now - timedelta(hours=1)}
    page = make_text_page(council, live=False, expired=True, title="Ohi", **times)
    page.save_revision()
    return page


def times_of(page, **changed):
    return {"go_live_at": shown(page.go_live_at), "expire_at": shown(page.expire_at)} | changed


def test_what_has_run_out_is_saved(client, ended):
    data = text_data(ended, "Korjattu") | times_of(ended)
    assert client.post(edit_url(ended), data).status_code == 302
    draft = fresh(ended).get_latest_revision_as_object()
    assert (draft.title, draft.expire_at) == ("Korjattu", None)


def test_it_saves_itself_too(client, ended):
    data = text_data(ended, "Korjattu") | times_of(ended)
    answer = client.post(edit_url(ended), data, headers={"accept": "application/json"})
    assert answer.json()["success"]


def test_it_can_be_sent_and_stays_public(client, ended):
    data = text_data(ended, "Korjattu") | times_of(ended) | {"action-submit": "1"}
    client.post(edit_url(ended), data)
    assert fresh(ended).workflow_in_progress


def test_an_end_in_the_past_that_is_typed_is_told_where_it_is_seen(client, ended):
    typed = shown(timezone.now() - timedelta(days=1))
    data = text_data(ended, "Korjattu") | times_of(ended, expire_at=typed)
    answer = client.post(edit_url(ended), data)
    assert answer.status_code != 302
    faults = answer.context["form"].non_field_errors()
    assert any("päätt" in fault.lower() or "vanhe" in fault.lower() for fault in faults), faults


def test_a_person_whose_time_has_run_out_is_saved(client, council):
    past = timezone.now() - timedelta(hours=1)
    person = make_person(live=False, expired=True, expire_at=past)
    person.save_revision()
    data = {"first_name": "Uusi", "last_name": "Nimi", "expire_at": shown(past)}
    assert client.post(edit_url(person), data).status_code == 302
    assert fresh(person).get_latest_revision_as_object().first_name == "Uusi"
