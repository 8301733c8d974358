"""Seed data: the first meetings and statements, and the example meeting of the demo."""

from datetime import date
from html import escape

from django.core.files.base import ContentFile
from django.utils.formats import date_format
from wagtail.models import Page

from home.council import get_council
from home.council_content import CouncilContent
from home.documents.models import CouncilDocument
from home.role_rights import get_files_collection
from home.seeding import add_and_publish, ensure_page, find_page_seeded, make_stream_data

from . import examples
from .models import (
    AgendaItem,
    MeetingDocument,
    MeetingIndexPage,
    MeetingPage,
    StatementDocument,
    StatementIndexPage,
    StatementPage,
)

# The pages of this app precede the news in the menu.
NEXT_IN_MENU = "ajankohtaista"
# How each file of the example meeting is made.
MAKERS = {
    "esimerkkikokous-esityslista.docx": examples.agenda_docx,
    "esimerkkikokous-poytakirja.pdf": examples.minutes_pdf,
    "esimerkkikokous-liite-1.pdf": examples.scanned_pdf,
}


def seed(content: CouncilContent):
    council = get_council()
    words = content.read("meetings.toml")
    meetings = {}
    if "index" in words:
        index = ensure_page(council, MeetingIndexPage(**words["index"]), before=NEXT_IN_MENU)
        listed = words.get("meetings", [])
        meetings = {item["date"]: ensure_page(index, make_meeting(**item)) for item in listed}
    if statements := words.get("statements"):
        index = StatementIndexPage(**statements["page"])
        index = ensure_page(council, index, before=NEXT_IN_MENU)
        for item in statements.get("items", []):
            ensure_page(index, make_statement(meetings, **item))


def make_meeting(*, date: date, documents, body=(), **fields) -> MeetingPage:
    """Return a meeting that was held, with title and slug made from its date."""
    return MeetingPage(
        title=f"Kokous {date_format(date, 'j.n.Y')}",
        date=date,
        slug=date.isoformat(),
        state=MeetingPage.State.HELD,
        documents=[MeetingDocument(**words) for words in documents],
        body=make_stream_data(body),
        **fields,
    )


def make_statement(meetings, *, date: date, documents, **fields) -> StatementPage:
    return StatementPage(
        date=date,
        meeting_id=meetings[date].pk,
        documents=[StatementDocument(**words) for words in documents],
        **fields,
    )


# The example meeting


def seed_demo(content: CouncilContent):
    """Create a fictional meeting with documents, so that new users can practise on it."""
    council = get_council()
    index = Page.objects.child_of(council).exact_type(MeetingIndexPage).first()
    words = content.read("example.toml")
    if not (words and index):
        return
    if not find_page_seeded(index, words["page"]["slug"]):
        add_and_publish(index, example_meeting(words))
    mark_example(index, words["page"]["slug"])


def mark_example(index, slug: str) -> None:
    """Mark as an example what was seeded before that state existed, unless a person edited it."""
    unmarked = MeetingPage.objects.child_of(index).filter(slug=slug, is_example=False)
    for page in unmarked:
        if not page.revisions.filter(user__isnull=False).exists():
            page.is_example = True
            page.save_revision(log_action=True).publish()


def example_meeting(words) -> MeetingPage:
    page = words["page"]
    collection = get_files_collection()
    return MeetingPage(
        title=page["title"],
        slug=page["slug"],
        is_example=True,
        date=words["meeting"]["date"],
        starts_at=words["meeting"]["starts"],
        ends_at=words["meeting"]["ends"],
        place=words["meeting"]["place"],
        state=MeetingPage.State.HELD,
        summary=page["summary"],
        minutes_state=page["minutes_state"],
        minutes_approved_on=page["minutes_approved_on"],
        agenda_items=[make_agenda_item(n, item) for n, item in enumerate(words["items"], start=1)],
        documents=[make_document(collection, words, **fields) for fields in page["papers"]],
    )


def make_agenda_item(number: int, words: dict) -> AgendaItem:
    page = words["page"]
    return AgendaItem(
        number=number,
        title=words["title"],
        decision=html_paragraph(words.get("decision", "")),
        **page | {"text": html_paragraph(page.get("text", ""))},
    )


def html_paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def make_document(collection, words: dict, *, file: str, title: str, **fields) -> MeetingDocument:
    """Return a document of the example meeting together with its file."""
    content = ContentFile(MAKERS[file](words), name=file)
    document = CouncilDocument(title=f"Esimerkkikokous: {title}", file=content)
    document.collection = collection
    document._set_document_file_metadata()
    document.save()
    return MeetingDocument(title=title, document=document, **fields)
