"""Pages for the sweeps: every public page of the demo, and pages with all possible content."""

import datetime
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup
from django.apps import apps
from django.db import transaction
from django.test import TestCase, override_settings
from django.utils.timezone import localdate
from wagtail.models import Page, get_page_models

from home.blocks import BODY_BLOCKS
from home.mail.sending import send_waiting
from home.models import ContactPage, NewsIndexPage, NewsPage, RelatedPage
from meetings.models import AgendaItem, Answer, MeetingDocument, StatementDocument
from networks.models import Appointment, NetworkMember, NominationPage, RepresentativesPage
from tests.factories import (
    attach,
    index_of,
    make_document,
    make_image,
    make_meeting,
    make_network,
    make_organisation,
    make_page,
    make_person,
    make_statement,
    make_text_page,
)

SEARCHES = ["/haku/", "/haku/?q=kokous", "/haku/?q=ei-mitään-tällaista", "/haku/?q=kokous&sivu=2"]
REPRESENTATIVES = [
    "/edustajat/2022-03-01/",
    "/edustajat/toimikausi/2022-02-17/",
    "/edustajat/toimikausi/2023/",
    "/edustajat/kartta/",
    "/edustajat/muissa-toimielimissa/",
    "/edustajat/?aihe=Kulttuuri",
    "/edustajat/?nimi=olematon",
]
MISSING = "/tavoitteet/sivu-jota-ei-ole/"


@dataclass
class Answered:
    """An address and the site's response to a reader."""

    path: str
    response: object

    def __str__(self):
        return self.path

    @property
    def html(self) -> str:
        return self.response.content.decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")


def ask(client, path, **options) -> Answered:
    return Answered(path, client.get(path, **options))


def page_models():
    """Return the page types of the council, without Wagtail's basic one."""
    return [model for model in get_page_models() if model is not Page]


def public_pages(council):
    """Return every published page of the council as its specific type."""
    return list(Page.objects.descendant_of(council, inclusive=True).live().public().specific())


def sweep(client, council) -> list[Answered]:
    """Return every published page, the search in its states, and the 404 page."""
    pages = [ask(client, page.get_url()) for page in public_pages(council)]
    return pages + [
        ask(client, path) for path in [*SEARCHES, *REPRESENTATIVES, "/ajankohtaista/?sivu=2"]
    ]


def broken(client) -> list[Answered]:
    """Return the error responses: not found, server error, too many logins."""
    return [ask(client, MISSING), server_error(client), locked_out(client)]


def server_error(client) -> Answered:
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.failing"):
        answered = ask(client, "/")
    client.raise_request_exception = True
    return answered


def locked_out(client) -> Answered:
    """Return the response after too many login attempts."""
    data = {"username": "arvailija", "password": "väärin"}
    for _ in range(6):
        response = client.post("/hallinta/login/", data, REMOTE_ADDR="192.0.2.7")
    return Answered("/hallinta/login/", response)


def make_full(council):
    """Create pages with everything that an editor can put on them, so that a sweep meets it all."""
    contact = ContactPage.objects.child_of(council).get()
    type(council).objects.filter(pk=council.pk).update(contact_email="posti@example.org")
    paper, image = make_document(council), make_image(council)
    values = every_block(paper, image)
    text = make_text_page(council, title="Kaikki palat", lead="Johdanto.", body=values)
    make_text_page(text, title="Alasivu", body=values[:1])
    meeting = make_full_meeting(council, paper)
    statement = make_full_statement(council, meeting, paper)
    network = make_network(council, title="Koeverkosto", introduction="Esittely.", **NETWORK)
    organisation = make_organisation(website="https://esimerkki.example/")
    NetworkMember.objects.create(network=network, organisation=organisation)
    make_full_nominations(council)
    make_much_news(council, [meeting, statement, network, contact])


def make_full_nominations(council):
    """Create an open call, and a nomination that has been decided."""
    parent, today = index_of(RepresentativesPage, council), localdate()
    words = {"asked_by": "Esimerkkikunta", "body_name": "Koelautakunta", "criteria": "Kokemusta."}
    make_page(NominationPage, parent, title="Avoin haku", opens_on=today, closes_on=today, **words)
    decided = make_page(NominationPage, parent, title="Nimetyt", decided_on=today, **words)
    Appointment.objects.create(nomination=decided, person=make_person(live=True), starts=today)


NETWORK = {
    "for_whom": "Kaikille.",
    "themes": "Ensimmäinen\nToinen",
    "rhythm": "Kuukausittain",
    "how_to_join": "Kysy.",
}


def every_block(paper, image):
    """Return a value of every block: that of its preview, with a real picture and file."""
    own = {
        "picture": {
            "image": {"image": image.pk, "alt_text": "Kuva joesta", "decorative": False},
            "caption": "Kuvateksti",
        },
        "documents": {"documents": [paper.pk]},
    }
    values = {name: own.get(name) or plain_preview(block) for name, block in BODY_BLOCKS}
    return [{"type": name, "value": value} for name, value in values.items()]


def plain_preview(block):
    return block.get_prep_value(block.get_preview_value())


def make_full_meeting(council, paper):
    """Create the next meeting, with an agenda and documents with and without a file."""
    meeting = make_meeting(
        council,
        date=localdate() + datetime.timedelta(days=30),
        starts_at=datetime.time(13),
        ends_at=datetime.time(15),
        place="Kylätalo",
        summary="<p>Tiivistelmä.</p>",
        state="called",
    )
    attach(paper, meeting, note="Huomautus")
    MeetingDocument.objects.create(meeting=meeting, title="Liite ilman tiedostoa")
    AgendaItem.objects.create(
        meeting=meeting,
        number=1,
        title="Asia",
        text="<p>Selostus.</p>",
        decision="<p>Päätös.</p>",
        result="approved",
        responsible="Sihteeristö",
        due=localdate(),
    )
    return meeting


def make_full_statement(council, meeting, paper):
    """Create a statement that was decided, sent and answered."""
    statement = make_statement(
        council,
        title="Lausunto kylistä",
        core="Ydin.",
        meeting=meeting,
        state="answered",
        sent_on=localdate(),
        answer_due=localdate(),
    )
    statement.goals.add(*apps.get_model("home", "GoalPage").objects.descendant_of(council)[:2])
    statement.save()
    StatementDocument.objects.create(statement=statement, title="Lausunto", document=paper)
    Answer.objects.create(
        statement=statement, sender="Lautakunta", text="Kiitos.\n\nVastaus.", document=paper
    )
    return statement


def make_much_news(council, related):
    """Create more news than one page of the list shows."""
    index = index_of(NewsIndexPage, council)
    for number in range(NewsIndexPage.PER_PAGE + 1):
        news = make_page(NewsPage, index, title=f"Koetiedote {number}", lead="Johdanto.")
    for page in related:
        RelatedPage.objects.create(news=news, page=page)


@contextmanager
def laid_once(blocker, folder):
    """Keep the block's rows for several tests, with its files in the folder, then roll back.

    For module-scoped fixtures: `blocker` is pytest-django's `django_db_blocker`.
    """
    with override_settings(MEDIA_ROOT=folder), blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def stored():
    """Run the on-commit hooks and send the mail; for fixtures of a wider scope than `stored`."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield
    send_waiting()
