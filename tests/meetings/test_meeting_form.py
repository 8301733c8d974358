"""The form of a meeting: only the date is required."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.approval.service import approve
from meetings.models import MeetingIndexPage, MeetingPage
from tests.factories import index_of, make_meeting

SEND = {"action-submit": "1"}

D = datetime.date


@pytest.fixture
def editor(as_user):
    return as_user("communications")


@pytest.fixture
def chair(as_user):
    return as_user("chair").user


@pytest.fixture
def index(council):
    return index_of(MeetingIndexPage, council)


def form(**fields):
    empty = dict.fromkeys(
        ("title", "slug", "starts_at", "ends_at", "place", "minutes_approved_on"), ""
    )
    data = {
        "date": "13.3.2024",
        "state": "held",
        "summary": "null",
        "minutes_state": "",
        "body": {"count": 0},
        "comments": inline_formset([]),
    }
    return nested_form_data(empty | data | fields)


def add(client, index, data, **action):
    url = reverse("wagtailadmin_pages:add", args=["meetings", "meetingpage", index.pk])
    return client.post(url, data | action)


def approved(chair) -> MeetingPage:
    """Return the only meeting after the chair has approved what was sent."""
    meeting = MeetingPage.objects.get()
    approve(meeting.current_workflow_task_state, chair, channel="login")
    return MeetingPage.objects.get()


@pytest.mark.parametrize(("day", "state"), [(-1, "held"), (0, "planned"), (1, "planned")])
def test_what_is_entered_afterwards_was_held(editor, index, day, state):
    date = timezone.localdate() + datetime.timedelta(day)
    add(editor, index, form(date=f"{date:%d.%m.%Y}", state="planned"))
    assert MeetingPage.objects.get().state == state


@pytest.mark.parametrize("action", [{}, {"action-submit": "1"}], ids=["draft", "submitted"])
def test_a_date_is_enough(editor, index, action):
    response = add(editor, index, form(), **action)
    assert response.status_code == 302
    meeting = MeetingPage.objects.get()
    assert (meeting.title, meeting.slug) == ("Kokous 13.3.2024", "2024-03-13")
    assert (meeting.draft_title, meeting.live) == ("Kokous 13.3.2024", False)


def test_public_when_approved(editor, chair, client, index):
    add(editor, index, form(), **SEND)
    assert client.get("/kokoukset/2024-03-13/").status_code == 404
    approved(chair)
    assert "Kokous 13.3.2024" in client.get("/kokoukset/2024-03-13/").content.decode()


def test_without_a_date_there_is_no_meeting(editor, index):
    response = add(editor, index, form(date=""))
    assert response.status_code == 200
    assert "Tämä kenttä on pakollinen" in response.content.decode()
    assert not MeetingPage.objects.exists()


def test_a_second_meeting_on_the_same_day(editor, index):
    for _ in range(3):
        assert add(editor, index, form()).status_code == 302
    slugs = MeetingPage.objects.order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["2024-03-13", "2024-03-13-2", "2024-03-13-3"]


def test_ones_own_title_and_address_stay(editor, index):
    add(editor, index, form(title="Kevätkokous", slug="kevatkokous"))
    meeting = MeetingPage.objects.get()
    assert (meeting.title, meeting.slug) == ("Kevätkokous", "kevatkokous")


def test_a_taken_address_is_reported(editor, index):
    make_meeting(index.get_parent().specific, slug="kevat")
    response = add(editor, index, form(slug="kevat"))
    assert response.status_code == 200
    assert MeetingPage.objects.count() == 1


def test_editing_leaves_title_and_address(editor, index):
    add(editor, index, form())
    meeting = MeetingPage.objects.get()
    url = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    data = form(title=meeting.title, slug=meeting.slug, place="Hilma")
    assert editor.post(url, data).status_code == 302
    draft = MeetingPage.objects.get().get_latest_revision_as_object()
    assert (draft.title, draft.slug, draft.place) == ("Kokous 13.3.2024", "2024-03-13", "Hilma")


def test_the_end_comes_after_the_start(editor, index):
    response = add(editor, index, form(starts_at="15.00", ends_at="13.00"))
    assert "Kokous ei voi päättyä ennen kuin se alkaa." in response.content.decode()
