"""Make cleaned copies of files in a child process, and put them in the file's place."""

from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.documents.access import is_public
from home.documents.models import CouncilDocument
from home.file_lifecycle.versions import put_into_drafts
from home.file_parsing import child
from home.inspection.inspecting import inspect_document, lock_document
from home.inspection.models import FileInspection

LIMITS = child.Limits(seconds=60)
NOT_CLEANED = {
    "encrypted": gettext_lazy(
        "Tiedostosta ei voi tehdä puhdistettua kopiota, koska se on suojattu salasanalla. "
        "Tallenna se ilman salasanaa."
    ),
    "toobig": gettext_lazy(
        "Tiedosto on liian raskas puhdistettavaksi. Poista näkymättömät osat omalla koneellasi."
    ),
    "damaged": gettext_lazy(
        "Tiedostosta ei voi tehdä puhdistettua kopiota, koska se on vahingoittunut. Avaa se omalla "
        "koneellasi ja tallenna uudelleen."
    ),
}


class CannotClean(Exception):
    """The reason why no cleaned copy could be made, in Finnish."""


@dataclass
class CleanedDocument:
    """The cleaned document, its inspection, and what happened to the pages that show it."""

    document: CouncilDocument
    inspection: FileInspection
    changes: list = field(default_factory=list)
    is_new_version: bool = False


def make_cleaned_bytes(file, kind: str) -> bytes:
    """Return the cleaned copy of an open file (with a file descriptor)."""
    done = child.run_limited(
        child.make_python_command("home.file_parsing", "clean", kind), file, LIMITS
    )
    if done.ended == "done" and done.output:
        return done.output
    reason = done.output.decode("ascii", errors="ignore")
    if done.ended == "toobig" or reason not in NOT_CLEANED:
        reason = "toobig" if done.ended == "toobig" else "damaged"
    raise CannotClean(str(NOT_CLEANED[reason]))


def put_cleaned_copy(document: CouncilDocument, user) -> CleanedDocument:
    """Replace a file by its cleaned copy; for a published file, add the copy as a new version."""
    try:
        with document.file.open("rb") as file:
            content = make_cleaned_bytes(file, document.file_extension.lower())
    except FileNotFoundError as error:
        raise CannotClean(_("Tiedostoa ei löydy palvelimelta. Kerro ylläpidolle.")) from error
    copy = ContentFile(content, name=document.filename)
    if document.was_published or is_public(document):
        new, changes = put_new_version(document, copy, user)
        return CleanedDocument(new, inspect_document(new), changes, is_new_version=True)
    replace_content(document, copy)
    return CleanedDocument(document, inspect_document(document))


@transaction.atomic
def put_new_version(document: CouncilDocument, copy, user) -> tuple[CouncilDocument, list]:
    new = CouncilDocument(
        replaces=document,
        title=document.title,
        language=document.language,
        collection=document.collection,
        uploaded_by_user=user,
        version_note=_("Tiedostosta poistettiin tiedot, jotka eivät näy lukijalle."),
        file=copy,
    )
    new.save()
    return new, put_into_drafts(document, new, user)


def replace_content(document: CouncilDocument, copy) -> None:
    """Store the copy in the file's place; delete the old content after the commit."""
    storage, before = document.file.storage, document.file.name
    with transaction.atomic():
        if not lock_document(document):
            raise CannotClean(_("Tiedostoa ei enää ole, koska joku poisti sen äsken."))
        document.file = copy
        document.file_hash = ""
        document.save()
        transaction.on_commit(lambda: storage.delete(before))
