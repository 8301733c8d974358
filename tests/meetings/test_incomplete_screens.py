"""An incomplete form of rows stores nothing and shows what was typed."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import Attendance, MeetingDocument, MeetingIndexPage, MeetingPage
from networks.models import Mandate, Seat
from tests.approving import fresh
from tests.factories import (
    make_document,
    make_mandate,
    make_meeting,
    make_person,
    make_seat,
    make_term,
    pdf_bytes,
)
from tests.meetings.minutes.test_importing import fields_of, give
from tests.papers import pdf

SAID = "Lomake ei tullut perille kokonaan, joten mitään ei tallennettu."
TYPED = "Tämän kirjoitin pitkään"
D = datetime.date


@pytest.fixture
def editor(as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return as_user("secretariat")


@pytest.fixture
def meeting(council):
    """Create a draft with two documents and two participants."""
    meeting = make_meeting(council, D(2024, 3, 13), live=False)
    term = make_term(council, D(2024, 1, 1), live=True)
    for number, name in enumerate(("Kutsu", "Esityslista")):
        paper = MeetingDocument(kind="muu", title=name, document=make_document(council))
        meeting.documents.add(paper)
        mandate = make_mandate(term, make_seat(council, title=f"Paikka {number}"))
        meeting.attendances.add(Attendance(mandate=mandate, way="here"))
    meeting.save()
    meeting.save_revision()
    return fresh(meeting)


def form_of(client, address) -> dict:
    """Return what a browser would send of the screen."""
    data = {}
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    form = max(soup.select("form[method=post]"), key=lambda each: len(each.select("[name]")))
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        value = field.text.strip() if field.name == "textarea" else field.get("value", "")
        if field.name == "select":
            chosen = field.find("option", selected=True)
            value = chosen.get("value", chosen.text) if chosen else ""
        data[field["name"]] = value
    return data


def without(data, *names):
    return {name: value for name, value in data.items() if name not in names}


def is_refused(answer) -> bool:
    return answer.status_code == 400 and SAID in answer.text and TYPED in answer.text


def stored(meeting):
    draft = fresh(meeting).get_latest_revision_as_object()
    return sorted(each.title for each in draft.documents.all()), draft.attendances.count()


ROWS_BROKEN = {
    "no number of rows": lambda d: without(d, "form-TOTAL_FORMS"),
    "no first number of rows": lambda d: without(d, "form-INITIAL_FORMS"),
    "a number that is none": lambda d: d | {"form-TOTAL_FORMS": "kaksi"},
    "a row that the number leaves out": lambda d: d | {"form-TOTAL_FORMS": "1"},
    "a row that is missing": lambda d: d | {"form-TOTAL_FORMS": "3"},
    "a key that is none": lambda d: d | {"form-0-id": "ei numero"},
    "an endless key": lambda d: d | {"form-1-id": "9" * 5000},
    "a row without its key": lambda d: without(d, "form-0-id"),
}


@pytest.mark.parametrize("name", ["meeting_files", "meeting_files_in"])
@pytest.mark.parametrize("how", ROWS_BROKEN)
def test_papers_of_a_meeting(editor, meeting, name, how):
    data = form_of(editor, reverse("meeting_files", args=[meeting.pk]))
    assert data["form-TOTAL_FORMS"] == "2"
    data = ROWS_BROKEN[how](data | {"form-1-title": TYPED})
    file = SimpleUploadedFile("uusi.pdf", pdf_bytes("uusi"), "application/pdf")
    answer = editor.post(reverse(name, args=[meeting.pk]), data | {"files": file})
    assert is_refused(answer)
    assert "uusi.pdf" in answer.text
    assert stored(meeting) == (["Esityslista", "Kutsu"], 2)


@pytest.mark.parametrize("name", ["meeting_files", "meeting_files_in"])
def test_a_whole_table_is_stored(editor, meeting, name):
    data = form_of(editor, reverse("meeting_files", args=[meeting.pk]))
    file = SimpleUploadedFile("uusi.pdf", pdf("Uusi asiakirja"), "application/pdf")
    data |= {"form-1-title": TYPED, "files": file}
    answer = editor.post(reverse(name, args=[meeting.pk]), data)
    assert answer.status_code == 302
    assert TYPED in stored(meeting)[0]
    assert len(stored(meeting)[0]) == (3 if name == "meeting_files_in" else 2)


def test_a_participant_whose_row_is_missing_is_not_marked_absent(editor, meeting):
    address = reverse("meeting_attendance", args=[meeting.pk])
    data = form_of(editor, address) | {"guests": TYPED}
    rows = [name for name in data if name.startswith("mandate-")]
    assert len(rows) == 2
    assert is_refused(editor.post(address, without(data, rows[0])))
    assert editor.post(address, without(data, "guests")).status_code == 400
    assert stored(meeting)[1] == 2
    assert editor.post(address, data).status_code == 302
    assert stored(meeting)[1] == 3


CHANGED = "Osallistujia on muutettu toisaalla sillä välin, joten mitään ei tallennettu."


def test_a_participant_ticked_in_another_tab_is_not_lost(editor, meeting):
    """An outdated screen shows what the draft holds now, and is stored at the second press."""
    address = reverse("meeting_attendance", args=[meeting.pk])
    data = form_of(editor, address)
    name = next(each for each in data if each.startswith("mandate-"))
    editor.post(address, data | {name: "remote", "guests": "Tutkija"})
    answer = editor.post(address, data | {"guests": TYPED})
    assert answer.status_code == 409
    assert CHANGED in answer.text and TYPED in answer.text
    said = " ".join(answer.text.split())
    assert "Luonnoksessa on nyt: etäyhteydellä" in said and "Luonnoksessa on nyt: Tutkija" in said
    assert stored(meeting)[1] == 3
    seen = BeautifulSoup(answer.content, "html.parser").find("input", attrs={"name": "seen"})
    assert editor.post(address, data | {"guests": TYPED, "seen": seen["value"]}).status_code == 302


@pytest.mark.parametrize("name", ["meeting_files", "meeting_files_in"])
def test_papers_changed_in_another_tab_are_not_lost(editor, meeting, name):
    address = reverse("meeting_files", args=[meeting.pk])
    data = form_of(editor, address)
    assert editor.post(address, data | {"form-0-DELETE": "on"}).status_code == 302
    left = stored(meeting)[0]
    assert len(left) == 1
    file = SimpleUploadedFile("uusi.pdf", pdf("Uusi asiakirja"), "application/pdf")
    changed = data | {"form-1-title": TYPED, "files": file}
    answer = editor.post(reverse(name, args=[meeting.pk]), changed)
    assert answer.status_code == 409
    assert "Asiakirjoja on muutettu toisaalla sillä välin" in answer.text
    assert TYPED in answer.text and "uusi.pdf" in answer.text
    assert stored(meeting)[0] == left


@pytest.mark.parametrize("missing", ["TOTAL_FORMS", "INITIAL_FORMS"])
def test_a_year_of_meetings(editor, meeting, missing):
    index = MeetingIndexPage.objects.get()
    address = reverse("year_of_meetings", args=[index.pk])
    data = form_of(editor, address) | {"form-0-date": "1.2.2030", "form-0-place": TYPED}
    assert is_refused(editor.post(address, without(data, f"form-{missing}")))
    assert is_refused(editor.post(address, data | {"form-TOTAL_FORMS": "3"}))
    assert MeetingPage.objects.count() == 1
    assert editor.post(address, data).status_code == 302
    assert MeetingPage.objects.count() == 2


@pytest.mark.parametrize("missing", ["TOTAL_FORMS", "INITIAL_FORMS"])
def test_the_review_of_minutes(editor, meeting, missing):
    address = reverse("import_minutes", args=[meeting.pk])
    data = fields_of(give(editor, meeting)) | {"items-1-title": TYPED}
    before = fresh(meeting).latest_revision_id
    assert is_refused(editor.post(address, without(data, f"items-{missing}")))
    assert is_refused(editor.post(address, data | {"items-TOTAL_FORMS": "1"}))
    assert fresh(meeting).latest_revision_id == before


def test_a_roster_keeps_the_last_day_of_a_row_that_is_missing(editor, council):
    term = make_term(council, D(2024, 1, 1), live=True)
    seat = make_seat(council, title="Kaupunki", group=Seat.Group.MUNICIPALITIES)
    person = make_person(first_name="Otso", last_name="Mallikas")
    make_mandate(term, seat, person, ends=D(2024, 5, 31))
    make_seat(council, title="Tyhjä paikka", group=Seat.Group.NETWORKS)
    address = reverse("edit_roster", args=[term.pk])
    data = form_of(editor, address)
    successor = next(name for name in data if name.startswith("successor-"))
    data[successor] = TYPED
    for name in [each for each in data if each.startswith(("ends-", "role-"))]:
        assert is_refused(editor.post(address, without(data, name))), name
    assert Mandate.objects.get().ends == D(2024, 5, 31)
    assert fresh(term).latest_revision_id is None
