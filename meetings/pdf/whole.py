"""The paper of a meeting and its attached files as one PDF, for members and staff."""

import json
import zipfile
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone
from django.utils.translation import gettext as _

from home.council import get_council
from home.documents.access import may_read_file
from home.file_parsing.child import Limits, make_python_command, run_limited, run_limited_into

from .joining import DAMAGED, ENCRYPTED, TITLES
from .minutes import document_line, pdf_names, pdf_words, typeset

PDF = "application/pdf"
MOST_FILES = 100
MOST_BYTES = 200_000_000  # of all files together
LIMITS = Limits(seconds=60, memory=2_000_000_000, output=300_000_000)
CHUNK = 1024 * 1024


class CannotJoin(Exception):
    """The files could not be joined; the message is in Finnish."""


@dataclass
class Attached:
    """A document of the meeting, and why its file is not in the whole; empty if it is."""

    row: object
    hindrance: str = ""

    @property
    def line(self) -> str:
        """Return the document as the paper lists it."""
        if not self.hindrance:
            return document_line(self.row)
        values = {"document": document_line(self.row), "reason": self.hindrance}
        return _("%(document)s (ei mukana: %(reason)s)") % values


@dataclass
class WholePaper:
    """The agenda or minutes of a meeting's draft, and its documents in their order."""

    meeting: object  # the draft
    user: object
    attached: list[Attached] = field(default_factory=list)

    def __post_init__(self):
        rows = self.meeting.documents.select_related("document")
        self.attached = [Attached(row, explain_left_out(row, self.user)) for row in rows]
        self.leave_out_too_many()

    def leave_out_too_many(self) -> None:
        total = 0
        for number, each in enumerate(self.joined, 1):
            total += each.row.document.file.size
            if number > MOST_FILES or total > MOST_BYTES:
                each.hindrance = _("tiedostoja on yhteen PDF:ään liikaa")

    @property
    def joined(self) -> list[Attached]:
        return [each for each in self.attached if not each.hindrance]

    @property
    def left_out(self) -> list[Attached]:
        return [each for each in self.attached if each.hindrance]

    @property
    def name(self) -> str:
        return pdf_names(self.meeting, self.meeting.agenda_items.all())[0]

    @property
    def file_name(self) -> str:
        name = pdf_names(self.meeting, self.meeting.agenda_items.all())[1]
        return name.replace(".pdf", "-liitteineen.pdf")

    def make(self, request) -> IO[bytes]:
        """Return an open file with the PDF; those that turn out unreadable are left out by name."""
        self.leave_out_unreadable()
        agenda = typeset(self.make_words(request), timezone.now())
        output = TemporaryFile()  # noqa: SIM115 - the response closes it
        with TemporaryFile() as archive:
            self.write_archive(archive, agenda)
            ended = run_limited_into(
                make_python_command("meetings.pdf.joining", "join"), archive, LIMITS, output
            )
        if ended != "done":
            output.close()
            raise CannotJoin(_("Tiedostoja ei voitu yhdistää. Lataa ne yksitellen."))
        output.seek(0)
        return output

    def leave_out_unreadable(self) -> None:
        if not self.joined:
            return
        with TemporaryFile() as archive:
            self.write_archive(archive)
            command = make_python_command("meetings.pdf.joining", "check")
            outcome = run_limited(command, archive, LIMITS)
        if outcome.ended != "done":
            raise CannotJoin(_("Tiedostoja ei voitu yhdistää. Lataa ne yksitellen."))
        found = json.loads(outcome.output)
        for number, each in enumerate(self.joined, 1):
            if why := found.get(str(number)):
                each.hindrance = describe_unreadable(why)

    def make_words(self, request) -> dict:
        """Return the texts of the paper, with the documents that could not be included."""
        request.is_preview = True  # the draft is drawn, not what readers see
        context = self.meeting.get_context(request)
        context["council_title"] = context["council_title"] or get_council().title
        words = pdf_words(self.meeting, context, request)
        return words | {"papers": [each.line for each in self.attached]}

    def write_archive(self, file: IO[bytes], agenda: bytes | None = None) -> None:
        """Write the PDFs under their numbers, the agenda as 0."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(TITLES, json.dumps(self.make_titles()))
            if agenda is not None:
                archive.writestr("0", agenda)
            for number, each in enumerate(self.joined, 1):
                with (
                    each.row.document.file.open("rb") as source,
                    archive.open(str(number), "w") as target,
                ):
                    while chunk := source.read(CHUNK):
                        target.write(chunk)

    def make_titles(self) -> dict:
        names = {str(n): document_line(each.row) for n, each in enumerate(self.joined, 1)}
        labels = {number: _("Asiakirja %s, s. ") % number for number in names}
        whole = f"{self.meeting.title}: {self.name}"
        return {"0": self.name, "whole": whole, "labels": labels} | names


def explain_left_out(row, user) -> str:
    """Return why the file of a document cannot be joined, as far as the database knows."""
    document = row.document
    if document is None or document.erased or not document.file.storage.exists(document.file.name):
        return _("tiedostoa ei ole")
    if document.withdrawn_at:
        return _("tiedosto on poistettu julkaisusta")
    if not may_read_file(user, document):
        return _("sinulla ei ole oikeutta tiedostoon")
    if document.content_type != PDF:
        return _("tiedosto ei ole PDF vaan %s") % document.file_extension.upper()
    return ""


def describe_unreadable(why: str) -> str:
    words = {
        ENCRYPTED: _("tiedosto on suojattu salasanalla"),
        DAMAGED: _("tiedosto on vioittunut"),
    }
    return words[why]
