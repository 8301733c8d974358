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

from ...models import Kind, MeetingDocument
from .checking import text_of
from .guess import guess, title_of

MOST_FILES = 50
SAME = "Sama tiedosto on jo tällä kokouksella."
TOO_MANY = f"Tuo enintään {MOST_FILES} tiedostoa kerralla; tämä jäi tuomatta."


@dataclass(frozen=True)
class Refused:
    """A refused file, the reason, and the token of its cleaned copy if there is one."""

    name: str
    reason: str
    token: str = ""


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes many files and lets them be dropped onto it."""

    allow_multiple_selected = True

    class Media:
        js = ["js/file-drop.js"]


class FilesField(forms.FileField):
    """Any number of files; the errors of each are reported when it is added to the meeting."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        files = [file for file in data or () if file]
        for file in files:
            file.name = clean_line(file.name)
        if self.required and not files:
            raise forms.ValidationError("Valitse ainakin yksi tiedosto.")
        return files


def add_papers(meeting, files, user) -> list[Refused]:
    """Add the valid files to the draft; return the refused ones with the reason."""
    shelf, refused = shelf_for(user) if files else None, []
    for number, file in enumerate(files):
        try:
            if number >= MOST_FILES:
                raise forms.ValidationError(TOO_MANY)
            put_in_place(meeting, paper_of(meeting, file, user, shelf))
        except forms.ValidationError as error:
            reason = getattr(error, "plain_message", " ".join(error.messages))
            refused.append(Refused(file.name, reason, getattr(error, "token", "")))
    return refused


def shelf_for(user):
    """Return the council's collection of files; raise PermissionDenied if the user may not add."""
    shelf = get_files_collection()
    if shelf not in POLICIES[CouncilDocument].collections_user_has_permission_for(user, "add"):
        raise PermissionDenied
    return shelf


def add_minutes(meeting, file, user) -> None:
    """Add the file of the minutes to the draft; raise ValidationError if it is refused."""
    put_in_place(meeting, paper_of(meeting, file, user, shelf_for(user), Kind.MINUTES))


def paper_of(meeting, file, user, shelf, kind=None) -> MeetingDocument:
    """Store the file and return its row, filled in from its name and text.

    Outside the meeting's page the file is known by its title and date.
    """
    proposal = guess(file.name, text_of(file, user))
    if kind:
        title = title_of(PurePath(file.name).stem, kind)
        proposal = replace(proposal, kind=kind, title=title)
    sha256 = get_sha256(file)
    if any(p.document and p.document.sha256 == sha256 for p in meeting.documents.all()):
        raise forms.ValidationError(SAME)
    document = CouncilDocument(
        title=f"{proposal.title[:240]} {date_format(proposal.date or meeting.date, 'j.n.Y')}",
        file=file,
        language=proposal.language,
        collection=shelf,
        uploaded_by_user=user,
    )
    document._set_document_file_metadata()
    document.save()
    day = proposal.date if proposal.date != meeting.date else None
    return MeetingDocument(title=proposal.title, kind=proposal.kind, date=day, document=document)


def put_in_place(meeting, paper) -> None:
    """Insert the document by kind and then by name, with numbers in numeric order."""
    papers = list(meeting.documents.all())
    behind = (n for n, other in enumerate(papers) if place_of(other) > place_of(paper))
    papers.insert(next(behind, len(papers)), paper)
    for number, each in enumerate(papers):
        each.sort_order = number
    meeting.documents = papers


def place_of(paper) -> tuple:
    """Return the sort key of a document: Liite 2 comes before Liite 10."""
    numbers = [(int(n or 0), words.lower()) for n, words in re.findall(r"(\d*)(\D*)", paper.title)]
    return Kind.values.index(paper.kind), [(words, n) for n, words in numbers]


def tell(request, refused: list[Refused], meeting) -> None:
    """Add a message for each refused file, with a button for its cleaned copy if there is one."""
    for each in refused:
        if each.token:
            messages.error(request, with_offer(request, each, meeting))
        else:
            messages.error(request, f"{each.name}: {each.reason}")


def with_offer(request, refused: Refused, meeting):
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
