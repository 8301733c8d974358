"""A command normalises what was stored long ago."""

import datetime
import io
import json

import pytest
from django.core.management import call_command

from meetings.models import AgendaItem
from networks.models import Person
from tests.factories import make_meeting, make_person

pytestmark = pytest.mark.django_db
DIRTY, CLEAN = "Ma\u0308kela\u0308\u202e\u00a0Oy\x0b2", "Mäkelä Oy 2"


def run(*args) -> str:
    out, error = io.StringIO(), io.StringIO()
    call_command("clean_texts", *args, stdout=out, stderr=error)
    return out.getvalue() + error.getvalue()


@pytest.fixture
def meeting(council):
    meeting = make_meeting(council, datetime.date(2024, 3, 13), title="Kokous")
    meeting.title = DIRTY
    meeting.body = json.dumps([{"type": "text", "value": f"<p>{DIRTY}</p>"}])
    revision = meeting.save_revision(clean=False)
    meeting.body = revision.as_object().body
    type(meeting).objects.filter(pk=meeting.pk).update(
        title=DIRTY, place=DIRTY, summary=f"<p>{DIRTY}</p>", body=meeting.body
    )
    AgendaItem.objects.create(meeting=meeting, number=1, title=DIRTY)
    return meeting


def test_rows_and_versions_are_cleaned(meeting):
    person = make_person(first_name="A\u0308ijo\u0308", last_name="Malli\u200b")
    run()
    meeting.refresh_from_db()
    assert (meeting.title, meeting.place) == (CLEAN, CLEAN)
    assert meeting.summary == "<p>Mäkelä Oy\n2</p>"
    assert meeting.body[0].value.source == "<p>Mäkelä Oy\n2</p>"
    assert meeting.agenda_items.get().title == CLEAN
    draft = meeting.get_latest_revision_as_object()
    assert "\x0b" not in draft.title
    assert draft.body[0].value.source == "<p>Mäkelä Oy\n2</p>"
    assert str(Person.objects.get(pk=person.pk)) == "Äijö Malli"


def test_a_second_run_changes_nothing(meeting):
    run()
    assert run().startswith("0 rows and versions were changed")


def test_listing_changes_nothing(meeting):
    assert "meetings.MeetingPage" in run("--list")
    meeting.refresh_from_db()
    assert meeting.title == DIRTY


def test_what_was_clean_keeps_its_dates(meeting, council):
    before = type(meeting).objects.values_list("latest_revision_created_at", "last_published_at")
    before = list(before)
    run()
    after = type(meeting).objects.values_list("latest_revision_created_at", "last_published_at")
    assert list(after) == before
