"""The form of a meeting: choices, confirmations and refusals."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from meetings.models import AgendaItem, Attendance, MeetingIndexPage
from tests.factories import (
    attach,
    index_of,
    make_document,
    make_mandate,
    make_meeting,
    make_term,
)
from tests.meetings.test_meeting_form import form
from tests.sent_forms import fields_of

D = datetime.date


@pytest.fixture
def editor(as_user):
    return as_user("secretariat")


def edit_url(meeting):
    return reverse("wagtailadmin_pages:edit", args=[meeting.pk])


def send(editor, meeting, **fields):
    known = {"title": meeting.title, "slug": meeting.slug, "date": f"{meeting.date:%d.%m.%Y}"}
    return editor.post(edit_url(meeting), form(**known | fields))


def latest(meeting):
    return type(meeting).objects.get(pk=meeting.pk).get_latest_revision_as_object()


def choices(editor, meeting, name):
    draft = latest(meeting)
    draft.agenda_items = [AgendaItem(number=1, title="Jatkaa")]
    draft.save_revision()
    form = editor.get(reverse("meeting_agenda_item", args=[meeting.pk, 1])).context["form"]
    return [str(label) for value, label in form.fields[name].choices if value]


@pytest.mark.parametrize(
    ("before", "after"),
    [("cancelled", "held"), ("cancelled", "called"), ("held", "cancelled"), ("called", "planned")],
)
def test_an_unusual_change_of_state_is_asked_twice(editor, council, before, after):
    day = timezone.localdate() if after == "held" else timezone.localdate() + datetime.timedelta(9)
    meeting = make_meeting(council, date=day, state=before)
    response = send(editor, meeting, state=after)
    assert "Muutan tilan silti" in response.text
    assert latest(meeting).state == before
    sure = {"state_anyway": "on", "change_reason": "Syy."}
    assert send(editor, meeting, state=after, **sure).status_code == 302
    assert latest(meeting).state == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("planned", "called"), ("planned", "cancelled"), ("called", "cancelled"), ("called", "held")],
)
def test_the_usual_course_is_asked_nothing(editor, council, before, after):
    meeting = make_meeting(council, date=timezone.localdate(), state=before)
    assert "Muutan tilan silti" not in editor.get(edit_url(meeting)).text
    assert send(editor, meeting, state=after, change_reason="Syy.").status_code == 302
    assert latest(meeting).state == after


def test_nothing_was_held_that_is_still_to_come(editor, council):
    day = timezone.localdate() + datetime.timedelta(7)
    meeting = make_meeting(council, date=day, state="called")
    assert "vasta tulossa" in send(editor, meeting, state="held").text


def test_an_item_continues_what_is_recent_or_open(editor, council):
    for number in range(1, 6):
        earlier = make_meeting(council, date=D(2023, number, 1))
        AgendaItem.objects.create(meeting=earlier, number=1, title=f"Asia {number}")
    AgendaItem.objects.filter(title="Asia 1").update(due=D(2023, 2, 1))
    make_meeting(council, date=D(2025, 1, 1)).agenda_items.create(number=1, title="Myöhempi")
    offered = choices(editor, make_meeting(council), "continues")
    assert offered == [f"1.{n}.2023, 1 § Asia {n}" for n in (5, 4, 3, 1)]


def test_an_item_that_a_draft_removes_is_not_offered(editor, council):
    earlier = make_meeting(council, date=D(2023, 1, 2))
    for number, title in ((1, "Jää"), (2, "Poistuu")):
        AgendaItem.objects.create(
            meeting=earlier, number=number, title=title, responsible="Sihteeri"
        )
    draft = latest(earlier)
    draft.agenda_items.remove(draft.agenda_items.get(number=2))
    draft.save_revision()
    assert choices(editor, make_meeting(council), "continues") == ["2.1.2023, 1 § Jää"]
    proposed = editor.get(reverse("new_meeting", args=[earlier.get_parent().pk])).text
    assert "1 § Jää" in proposed
    assert "2 § Poistuu" not in proposed


def chained(council, live=True):
    """Create an earlier item and a meeting that continues it, stored or only in a draft."""
    earlier = AgendaItem.objects.create(
        meeting=make_meeting(council, date=D(2023, 1, 2)), number=1, title="Alku"
    )
    later = make_meeting(council, date=D(2023, 5, 2))
    row = AgendaItem(number=1, title="Jatko", continues=earlier)
    if live:
        row.meeting = later
        row.save()
    else:
        later.agenda_items = [row]
        later.save_revision()
    return earlier, later


@pytest.mark.parametrize("live", [True, False])
def test_an_item_that_is_continued_is_not_removed(editor, council, live):
    earlier, later = chained(council, live)
    agenda = reverse("meeting_agenda", args=[earlier.meeting.pk])
    sent = BeautifulSoup(editor.get(agenda).content, "html.parser").select_one("form.agenda")
    response = editor.post(agenda, fields_of(sent) | {"rows-0-delete": "on"})
    assert "ei voi poistaa" in response.text
    assert later.title in response.text or "Jatko" in response.text
    assert latest(earlier.meeting).agenda_items.count() == 1


def test_a_draft_opens_although_what_it_names_is_gone(editor, council):
    earlier, later = chained(council, live=False)
    mandate = make_mandate(make_term(council, live=True))
    draft = latest(later)
    draft.attendances = [Attendance(mandate=mandate), Attendance(guest="Vieras")]
    draft.save_revision()
    earlier.delete()
    mandate.delete()
    assert editor.get(edit_url(later)).status_code == 200
    draft = latest(later)
    assert [i.continues_id for i in draft.agenda_items.all()] == [None]
    assert [str(row) for row in draft.attendances.all()] == ["Vieras"]
    draft.save_revision().publish()


def test_a_draft_opens_although_its_file_is_gone(editor, council, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meeting, document = make_meeting(council), make_document(council)
    attach(document, meeting)
    meeting = Page.objects.get(pk=meeting.pk).specific
    meeting.save_revision()
    meeting.documents.get_live_queryset().delete()
    document.delete()
    assert [paper.document for paper in latest(meeting).documents.all()] == [None]


def test_the_list_leads_to_a_new_meeting(editor, council):
    index = index_of(MeetingIndexPage, council)
    html = editor.get(reverse("meetings:index")).text
    for name in ("new_meeting_first", "year_of_meetings", "meeting_settings"):
        args = [] if name == "new_meeting_first" else [index.pk]
        assert reverse(name, args=args) in html
