"""Work that is killed: each act prepares its baseline and returns its steps.

A step is a function that is called in the process to be killed. What one step writes has to be
stored completely or not at all.
"""

import datetime
import hashlib
from functools import partial
from io import BytesIO
from zipfile import ZipFile

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from home.approval import service
from home.models import HomePage
from home.role_rights import apply_roles, get_files_collection
from networks.models import Seat, Term
from networks.sheet.writing import write_csv
from tests.approving import draft_of, member, task_of
from tests.factories import (
    make_council,
    make_mandate,
    make_meeting,
    make_person,
    make_seat,
    make_term,
    make_text_page,
    pdf_bytes,
)
from tests.meetings.minutes.corpus import PAPERS
from tests.meetings.minutes.test_importing import address, fields_of, give
from tests.networks.test_roster_import import at, exported, send

BACKEND = "home.accounts.backends.AccountBackend"
LONG_AGO = datetime.date(2015, 1, 1)


def unlike(number: int) -> str:
    """Return letters for a number, unlike those of any other, so that names are not confused."""
    digits = hashlib.sha256(str(number).encode()).hexdigest()[:10]
    return digits.translate(str.maketrans("0123456789", "ghijklmnop")).capitalize()


class Ground:
    """A council with its roles, and the objects that the acts write to."""

    def __init__(self):
        make_council()
        apply_roles()
        self.council = HomePage.objects.get()
        self.secretary, self.chair = (
            member(self.council, "secretariat"),
            member(self.council, "chair"),
        )
        self.meeting = make_meeting(self.council, datetime.date(2024, 3, 13), state="held")
        self.term = make_term(self.council, live=True)
        make_mandate(self.term, make_seat(self.council, group=Seat.Group.MUNICIPALITIES))
        self.past = make_term(self.council, LONG_AGO, ends=LONG_AGO.replace(month=12))
        self.editor = self.log_in(self.secretary)

    def log_in(self, user):
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client


def import_minutes(ground, number):
    """A Word file becomes an attached document, and then the agenda items of a draft."""
    editor, meeting = ground.editor, ground.meeting
    file = f"poytakirja-{number}.docx"
    source = paper(number)
    review = give(editor, meeting, source, file)

    def attach():
        give(editor, meeting, source, file, attach="on")

    def accept():
        latest = type(meeting).objects.get(pk=meeting.pk).latest_revision_id
        data = fields_of(review) | {"revision": latest or ""}
        editor.post(address(meeting), data)

    return [attach, accept]


def paper(number) -> bytes:
    """Return the file with different bytes each time: the same file is not stored twice."""
    file = BytesIO(PAPERS["headings with the sign after the number"].source)
    with ZipFile(file, "a") as archive:
        archive.comment = str(number).encode()
    return file.getvalue()


def import_roster(ground, number):
    """A row of a sheet creates a person, a seat, an organisation and a version of the term."""
    editor, term = ground.editor, Term.objects.get(pk=ground.term.pk)
    rows = exported(editor, term)
    rows.append(
        rows[0]
        | {"first_name": "Uusi", "last_name": unlike(number), "person": "", "deputy_of": ""}
        | {"organisation": f"{unlike(number)} ry", "seat": unlike(-number)}
    )
    data = form_of(send(editor, term, rows, write_csv))
    return [partial(editor.post, at("import_roster", term), data)]


def form_of(answer) -> dict:
    soup = BeautifulSoup(answer.content, "html.parser")
    fields = soup.find("input", {"name": "rows"}).find_parent("form")("input")
    return {field["name"]: field.get("value", "") for field in fields}


def forget(ground, number):
    """The scheduled job removes the personal data of three people."""
    for each in range(3):
        person = make_person(
            last_name=f"Entinen{number}x{each}",
            contact_email=f"e{number}x{each}@example.org",
            contact_consent_on=LONG_AGO,
        )
        make_mandate(ground.past, make_seat(ground.council, title=f"S{number}x{each}"), person)
    return [partial(call_command, "run_due", "--only", "retention", verbosity=0)]


def index(ground, number):
    """The search index is rebuilt, page by page."""
    return [partial(call_command, "search_index", "--all", verbosity=0)]


def approve_together(ground, number):
    """One approval publishes three pages."""
    pages = [
        make_text_page(ground.council, title=f"Sivu {number} {each}", live=False)
        for each in range(3)
    ]
    for page in pages:
        draft_of(page, ground.secretary)
    service.submit(pages[0], ground.secretary, pages[1:])
    url = reverse("approval_logged_in", args=[task_of(pages[0]).pk])
    chair = ground.log_in(ground.chair)
    return [partial(chair.post, url, {"paatos": "hyvaksy", "vahvista": "1"})]


def upload(ground, number):
    """A file is uploaded."""
    shelf = get_files_collection()
    url = reverse("wagtaildocs:add_multiple")

    def post():
        file = SimpleUploadedFile(f"a{number}.pdf", pdf_bytes(f"uusi {number}"), "application/pdf")
        data = {"files[]": file, "collection": shelf.pk, "title": f"Uusi {number}"}
        ground.editor.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})

    return [post]


ACTS = {
    act.__name__: act
    for act in (import_minutes, import_roster, forget, index, approve_together, upload)
}
