"""Personal data that publishing a page, term or other object would reveal."""

import re
from dataclasses import dataclass
from html import unescape

from django.conf import settings
from django.utils.translation import gettext as _

from home.documents.models import CouncilDocument
from home.file_text.pages import list_page_texts_of
from home.inspection.inspecting import get_inspection
from home.inspection.words import describe_place
from home.models import HomePage
from home.text.content import ContentPiece, iterate_pieces, list_files_of
from home.text.personal_data import PersonalDataKind, find_personal_data
from home.text.redaction import get_public_text, redact
from home.text.remote_meetings import is_joining_address

from .names import VisibleName, iterate_visible_names

LABELS = {
    PersonalDataKind.IDENTITY_CODE: "henkilötunnus",
    PersonalDataKind.JOINING: "kokouksen liittymislinkki tai tunnus",
    PersonalDataKind.IBAN: "tilinumero",
    PersonalDataKind.EMAIL: "sähköpostiosoite",
    PersonalDataKind.PHONE: "puhelinnumero",
    PersonalDataKind.ADDRESS: "katuosoite",
}
HREF = re.compile(r'href="(?:mailto|tel):([^"?]+)', re.IGNORECASE)
WEB_ADDRESS = re.compile(r'href="((?!mailto:|tel:)[^"]+)', re.IGNORECASE)
REDACT = "Valitse kohta tekstistä ja paina työkalua ”Poista julkisesta”, tai poista tieto."
REMOVE = "Poista tieto: tässä kentässä sanoja ei voi peittää."
NEW_VERSION = "Korjaa tiedosto koneellasi ja tuo se uutena versiona."
RENAME = "Anna toinen nimi tai kuvaus. Julkaistusta tiedostosta tuodaan uusi versio."
SWAP = "Korjaa tiedosto koneellasi ja vaihda se tiedoston omalla sivulla."
CLEAN = (
    "Avaa tiedoston sivu ja paina ”Tee puhdistettu kopio”, tai poista tieto koneellasi ja vaihda "
    "tiedosto."
)
CLEAN_VERSION = (
    "Avaa tiedoston sivu ja paina ”Tee puhdistettu kopio”, tai poista tieto koneellasi ja tuo "
    "tiedosto uutena versiona."
)
# Parts of a file that reading for the search covers too, and structures that repeat them.
SEEN = frozenset({"body", "margin", "footnote", "chart", "attribute", "other"})


@dataclass(frozen=True)
class Finding:
    """One finding. Show `masked`, never `text`, in mails and logs."""

    kind: PersonalDataKind
    text: str
    place: str
    offset: int
    advice: str = REMOVE
    file: CouncilDocument | None = None

    @property
    def label(self) -> str:
        """Return the kind of personal data in Finnish."""
        return LABELS[self.kind]

    @property
    def masked(self) -> str:
        """Return enough to recognise the text, but not to use it: ai…rg, 04…67, 13…8T."""
        return mask_text(self.text)

    @property
    def blocks(self) -> bool:
        """Return whether it may never be published, whatever the reason."""
        return self.kind == PersonalDataKind.IDENTITY_CODE


def mask_text(text: str) -> str:
    """Return the first and last two characters; of a short text only the first."""
    return f"{text[:2]}…{text[-2:]}" if len(text) > 6 else f"{text[:1]}…"


def find_in_object(obj) -> list[Finding]:
    """Return all findings in the texts of an object and in the files that it shows.

    `obj`: a page, term or other model instance, stored or as a draft in memory.
    """
    known, found = get_known_addresses() | get_meeting_addresses(obj), []
    for piece in iterate_pieces(obj):
        if not piece.is_file:
            found += find_in_piece(piece, known)
    # A withdrawn file is not public, even if some object still shows it.
    documents = [document for document in list_files_of(obj) if document.withdrawn_at is None]
    for name in iterate_visible_names(obj, documents):
        found += find_in_name(name, known)
    for document in documents:
        found += find_in_file(document, known)
    return found


def find_in_name(name: VisibleName, known) -> list[Finding]:
    file = name.file if isinstance(name.file, CouncilDocument) else None
    return [
        Finding(span.kind, span.text, name.place, span.start, RENAME, file)
        for span in find_personal_data(name.text, known)
        if name.shows(span.kind)
    ]


def find_in_piece(piece: ContentPiece, known) -> list[Finding]:
    text = get_public_words(piece.value) if piece.rich else str(piece.value)
    advice = REDACT if piece.rich else REMOVE
    return [
        Finding(span.kind, span.text, piece.place, span.start, advice)
        for span in find_personal_data(text, known)
    ]


def get_public_words(html: str) -> str:
    """Return the public words of rich text and the addresses in its links."""
    public = redact(html)
    behind = [unescape(address) for address in HREF.findall(public)]
    links = (unescape(address) for address in WEB_ADDRESS.findall(public))
    behind += filter(is_joining_address, links)
    return "\n".join([get_public_text(html), *behind])


def find_in_file(document: CouncilDocument, known) -> list[Finding]:
    """Return the findings in all parts of a file; in a scanned page only once it has been read."""
    advice = NEW_VERSION if document.was_published else SWAP
    seen = [
        Finding(
            span.kind,
            span.text,
            f"tiedosto ”{document.title}”, sivu {page.number}",
            span.start,
            advice,
            document,
        )
        for page in list_page_texts_of(document)
        for span in find_personal_data(page.text, known)
    ]
    return [*seen, *find_in_file_parts(document, known, seen)]


def find_in_file_parts(document: CouncilDocument, known, seen: list[Finding]) -> list[Finding]:
    """Return what the inspection found outside the text that a reader sees."""
    inspection = get_inspection(document)
    found = {(finding.kind, finding.text) for finding in seen}
    advice = CLEAN_VERSION if document.was_published else CLEAN
    return [
        Finding(
            PersonalDataKind(entry["kind"]),
            entry["text"],
            _("tiedosto ”{title}”, {place}").format(
                title=document.title, place=describe_place(entry["part"], entry["place"])
            ),
            0,
            advice,
            document,
        )
        for entry in (inspection.findings if inspection else ())
        if entry["text"].lower() not in known
        and not (entry["part"] in SEEN and (entry["kind"], entry["text"]) in found)
    ]


def get_meeting_addresses(obj) -> frozenset[str]:
    """Return the street addresses of a meeting's place in lower case; documents name them too."""
    places = [str(piece.value) for piece in iterate_pieces(obj) if piece.name == "place"]
    spans = [span for place in places for span in find_personal_data(place)]
    return frozenset(span.text.lower() for span in spans if span.kind == PersonalDataKind.ADDRESS)


def get_known_addresses() -> frozenset[str]:
    """Return the council's own mail addresses in lower case."""
    own = HomePage.objects.exclude(contact_email="").values_list("contact_email", flat=True)
    return frozenset(address.lower() for address in (*own, settings.DEFAULT_FROM_EMAIL))
