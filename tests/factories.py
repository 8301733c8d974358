"""Factories for a small council. All people and facts here are invented."""

import datetime
from io import BytesIO
from itertools import count

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site

from home.documents.models import CouncilDocument
from home.file_text.models import FileText
from home.inspection.inspecting import InspectionResult, store_inspection
from home.models import HomePage, NewsIndexPage, StandardPage
from home.role_rights import get_files_collection
from meetings.models import (
    MeetingDocument,
    MeetingIndexPage,
    MeetingPage,
    StatementIndexPage,
    StatementPage,
)
from networks.models import (
    Mandate,
    NetworkIndexPage,
    NetworkPage,
    Organisation,
    Person,
    RepresentativesPage,
    Seat,
    Term,
)

numbers = count(1)
FIRST_NAMES = ("Aino", "Kaapo", "Lempi", "Otso", "Saimi", "Veikko")
LAST_NAMES = ("Esimerkki", "Mallikas", "Keksitty", "Koenimi")


def make_council(title="Mallimaan järjestöjen neuvottelukunta", region="Mallimaa", **fields):
    """Return a council whose front page is the default site's root page."""
    root = Page.get_first_root_node()
    fields = {
        "short_name": "Mallimaa",
        "claim": "Järjestöt yhdessä",
        "mission": "Yhteistyö.",
    } | fields
    council = root.add_child(instance=HomePage(title=title, region=region, **fields))
    Site.objects.filter(is_default_site=True).update(root_page=council)
    Site.clear_site_root_paths_cache()
    root.refresh_from_db()
    for welcome in root.get_children().exact_type(Page):
        welcome.delete()
    return HomePage.objects.get(pk=council.pk)


def make_page(model, parent, **fields):
    """Return a page under the parent, published unless `live=False`."""
    fields = {"title": f"{model._meta.verbose_name} {next(numbers)}"} | fields
    parent.refresh_from_db()
    return parent.add_child(instance=model(**fields))


def make_text_page(parent, **fields):
    return make_page(StandardPage, parent, **fields)


def index_of(model, council):
    """Return the council's list page of the model, created at the first call."""
    found = model.objects.descendant_of(council).first()
    return found or make_page(model, council, title=model._meta.verbose_name)


def make_meeting(council, date=datetime.date(2024, 3, 13), **fields):
    fields = {"title": f"Kokous {date:%d.%m.%Y}"} | fields
    return make_page(MeetingPage, index_of(MeetingIndexPage, council), date=date, **fields)


def make_statement(council, **fields):
    fields = {"recipients": "Esimerkkilautakunta", "date": datetime.date(2024, 3, 13)} | fields
    return make_page(StatementPage, index_of(StatementIndexPage, council), **fields)


def make_network(council, **fields):
    return make_page(NetworkPage, index_of(NetworkIndexPage, council), **fields)


def make_representatives_page(council):
    return index_of(RepresentativesPage, council)


def make_news_index(council):
    return index_of(NewsIndexPage, council)


def make_person(**fields):
    number = next(numbers)
    names = {
        "first_name": FIRST_NAMES[number % len(FIRST_NAMES)],
        "last_name": f"{LAST_NAMES[number % len(LAST_NAMES)]}-{number}",
    }
    return Person.objects.create(**names | fields)


def make_organisation(**fields):
    return Organisation.objects.create(**{"name": f"Esimerkkiyhdistys {next(numbers)} ry"} | fields)


def make_seat(council, **fields):
    number = next(numbers)
    fields = {"title": f"Paikka {number}", "group": Seat.Group.NETWORKS, "order": number} | fields
    return Seat.objects.create(body=council, **fields)


def make_term(council, starts=datetime.date(2024, 1, 1), **fields):
    fields = {"name": str(starts.year)} | fields
    return Term.objects.create(body=council, starts=starts, **fields)


def make_mandate(term, seat=None, person=None, **fields):
    fields = {"starts": term.starts} | fields
    return Mandate.objects.create(
        term=term,
        seat=seat or make_seat(term.body),
        person=person or make_person(),
        **fields,
    )


def pdf_bytes(words="Esimerkki") -> bytes:
    """Return just enough of a PDF for a form that checks its first bytes."""
    return f"%PDF-1.7\n% {words}\n%%EOF\n".encode()


def make_document(council=None, name="asiakirja.pdf", content=None, **fields):
    collection = get_files_collection() if council else Collection.get_first_root_node()
    content = content or pdf_bytes(name)
    fields = {"title": f"Asiakirja {next(numbers)}", "collection": collection} | fields
    return CouncilDocument.objects.create(file=ContentFile(content, name=name), **fields)


def mark_read(*documents, text="", state=FileText.State.DONE):
    """Store what the worker would: that each file was read and inspected, and its text."""
    for document in documents:
        made_of = document.sha256 or document.file.name
        values = {"made_of": made_of, "state": state, "message": ""}
        row, _ = FileText.objects.update_or_create(document=document, defaults=values)
        row.page_texts.all().delete()
        store_inspection(document, InspectionResult("read"))
        if text:
            row.page_texts.create(number=1, text=text, source="layer", language="fi")


def attach(document, meeting, **fields):
    """Attach the file to a meeting as a document, directly in the database."""
    return MeetingDocument.objects.create(
        meeting=meeting, document=document, **{"title": document.title} | fields
    )


def png_bytes(colour="teal") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "PNG")
    return buffer.getvalue()


def make_image(council=None, name="kuva.png", **fields):
    collection = get_files_collection() if council else Collection.get_first_root_node()
    fields = {"title": f"Kuva {next(numbers)}", "collection": collection} | fields
    return get_image_model().objects.create(file=ContentFile(png_bytes(), name=name), **fields)


def make_user(**fields):
    number = next(numbers)
    names = {"username": f"kayttaja{number}", "first_name": "Kokeilija", "last_name": str(number)}
    # Tests that look at mails want each of them; tests/home/mail/test_daily.py tries the default.
    names |= {"email": f"kayttaja{number}@example.org", "mail_at_once": True}
    fields = names | fields
    return get_user_model().objects.create_user(password="kevätsade-12", **fields)
