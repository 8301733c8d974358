"""Upload of many files to a meeting, each checked on its own, so that one stops no other."""

import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.documents.access import POLICIES
from home.documents.models import CouncilDocument, get_sha256
from home.incoming.text import clean_line
from home.role_rights import get_files_collection

from ...models import DocumentKind, MeetingDocument
from .checking import check_and_read
from .guess import guess_document, guess_title

MOST_FILES = 50
SAME = "Sama tiedosto on jo tällä kokouksella."
TOO_MANY = f"Tuo enintään {MOST_FILES} tiedostoa kerralla; tämä jäi tuomatta."


@dataclass(frozen=True)
class RefusedFile:
    """A refused file, the reason, and the token of its cleaned copy if there is one."""

    name: str
    reason: str
    token: str = ""


class MultipleFileInput(forms.ClearableFileInput):
    """A file input that takes many files and lets them be dropped onto it."""

    allow_multiple_selected = True

    class Media:
        js = ["js/file-drop.js"]


class FilesField(forms.FileField):
    """Any number of files; the errors of each are reported when it is added to the meeting."""

    widget = MultipleFileInput

    def clean(self, data, initial=None):
        files = [file for file in data or () if file]
        for file in files:
            file.name = clean_line(file.name)
        if self.required and not files:
            raise forms.ValidationError("Valitse ainakin yksi tiedosto.")
        return files


def add_documents(meeting, files, user) -> list[RefusedFile]:
    """Add the valid files to the draft; return the refused ones with the reason."""
    collection, refused = collection_for(user) if files else None, []
    for number, file in enumerate(files):
        try:
            if number >= MOST_FILES:
                raise forms.ValidationError(TOO_MANY)
            insert_document(meeting, store_file(meeting, file, user, collection))
        except forms.ValidationError as error:
            reason = getattr(error, "plain_message", " ".join(error.messages))
            refused.append(RefusedFile(file.name, reason, getattr(error, "token", "")))
    return refused


def collection_for(user):
    """Return the council's collection of files; raise PermissionDenied if the user may not add."""
    collection = get_files_collection()
    if collection not in POLICIES[CouncilDocument].collections_user_has_permission_for(user, "add"):
        raise PermissionDenied
    return collection


def add_minutes(meeting, file, user) -> None:
    """Add the file of the minutes to the draft; raise ValidationError if it is refused."""
    insert_document(
        meeting, store_file(meeting, file, user, collection_for(user), DocumentKind.MINUTES)
    )


def store_file(meeting, file, user, collection, kind=None) -> MeetingDocument:
    """Store the file and return its row, filled in from its name and text.

    Outside the meeting's page the file is known by its title and date.
    """
    proposal = guess_document(file.name, check_and_read(file, user))
    if kind:
        title = guess_title(PurePath(file.name).stem, kind)
        proposal = replace(proposal, kind=kind, title=title)
    sha256 = get_sha256(file)
    if any(p.document and p.document.sha256 == sha256 for p in meeting.documents.all()):
        raise forms.ValidationError(SAME)
    document = CouncilDocument(
        title=f"{proposal.title[:240]} {date_format(proposal.date or meeting.date, 'j.n.Y')}",
        file=file,
        language=proposal.language,
        collection=collection,
        uploaded_by_user=user,
    )
    document._set_document_file_metadata()
    document.save()
    day = proposal.date if proposal.date != meeting.date else None
    return MeetingDocument(title=proposal.title, kind=proposal.kind, date=day, document=document)


def insert_document(meeting, row) -> None:
    """Insert the document by kind and then by name, with numbers in numeric order."""
    rows = list(meeting.documents.all())
    behind = (
        n for n, other in enumerate(rows) if document_sort_key(other) > document_sort_key(row)
    )
    rows.insert(next(behind, len(rows)), row)
    for number, each in enumerate(rows):
        each.sort_order = number
    meeting.documents = rows


def document_sort_key(row) -> tuple:
    """Return the sort key of a document: Liite 2 comes before Liite 10."""
    numbers = [(int(n or 0), words.lower()) for n, words in re.findall(r"(\d*)(\D*)", row.title)]
    return DocumentKind.values.index(row.kind), [(words, n) for n, words in numbers]


def report_refused(request, refused: list[RefusedFile], meeting) -> None:
    """Add a message for each refused file, with a button for its cleaned copy if there is one."""
    for each in refused:
        if each.token:
            messages.error(request, with_cleaned_copy(request, each, meeting))
        else:
            messages.error(request, f"{each.name}: {each.reason}")


def with_cleaned_copy(request, refused: RefusedFile, meeting):
    """Return the reason with a button that adds the cleaned copy to the meeting."""
    return format_html(
        '{}: {} <form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" '
        'value="{}"><input type="hidden" name="kopio" value="{}"><button type="submit" '
        'class="button button-small">{}</button></form>',
        refused.name,
        refused.reason,
        reverse("meeting_files_in", args=[meeting.pk]),
        get_token(request),
        refused.token,
        _("Tuo puhdistettu kopio"),
    )
