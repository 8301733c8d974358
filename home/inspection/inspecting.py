"""Inspect files that were never inspected, were replaced, or were seen by an older check only."""

import json
import logging
import tempfile
import time
from dataclasses import dataclass, field
from math import inf

from django.db import transaction
from django.utils import timezone

from home.documents.models import CouncilDocument, make_identity_expression
from home.file_parsing import child

from .models import FileInspection

VERSION = 1  # of the check; when raised, all files are inspected again
LIMITS = child.Limits(seconds=120)
WHILE_WAITED_FOR = child.Limits(seconds=20)
State = FileInspection.State
ENDED = {
    "done": State.READ,
    "encrypted": State.ENCRYPTED,
    "damaged": State.DAMAGED,
    "toobig": State.TOO_BIG,
}
log = logging.getLogger(__name__)


@dataclass
class InspectionResult:
    """The result of one inspection."""

    state: str
    findings: list[dict] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    active: list = field(default_factory=list)
    unread: list = field(default_factory=list)


def get_inspection(document) -> FileInspection | None:
    """Return the inspection of the file's current content, or None while it waits."""
    made_of = document.sha256 or document.file.name
    rows = FileInspection.objects.filter(document=document, made_of=made_of, version=VERSION)
    return rows.first()


def inspect_in_child(file, kind: str, limits: child.Limits = LIMITS) -> InspectionResult:
    """Inspect an open file (with a file descriptor) in a child process; return the result."""
    done = child.run_limited(
        child.make_python_command("home.file_parsing", "inspect", kind), file, limits
    )
    try:
        said = json.loads(done.output)
    except ValueError:
        said = {"ended": done.ended if done.ended != "done" else "damaged"}
    found = {key: said[key] for key in ("findings", "counts", "active", "unread") if key in said}
    return InspectionResult(ENDED[said["ended"]], **found)


def inspect_upload(file, kind: str) -> InspectionResult:
    """Inspect a file that a user is uploading and waiting for; rewind the file."""
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        result = inspect_in_child(copy, kind, WHILE_WAITED_FOR)
    file.seek(0)
    return result


def store_inspection(document: CouncilDocument, result: InspectionResult) -> FileInspection:
    """Store the result for a stored file; if the file was deleted meanwhile, only return it."""
    values = {
        "state": result.state,
        "findings": result.findings,
        "counts": result.counts,
        "active": result.active,
        "unread": result.unread,
        "made_of": document.sha256 or document.file.name,
        "version": VERSION,
        "inspected_at": timezone.now(),
    }
    rows = FileInspection.objects.filter(document=document)
    with transaction.atomic():
        if not rows.update(**values) and lock_document(document):
            FileInspection.objects.update_or_create(document=document, defaults=values)
    return rows.first() or FileInspection(document=document, **values)


def lock_document(document: CouncilDocument) -> bool:
    """Lock the file against deletion until the transaction ends; return False if it was deleted."""
    files = CouncilDocument.objects.select_for_update(no_key=True)
    return files.filter(pk=document.pk).first() is not None


def inspect_document(document: CouncilDocument) -> FileInspection:
    """Inspect a stored file and store the result."""
    kind = document.file_extension.lower()
    try:
        with document.file.open("rb") as file:
            result = inspect_in_child(file, kind)
    except FileNotFoundError:
        log.warning("%s is not on the server.", document)
        result = InspectionResult(State.MISSING)
    return store_inspection(document, result)


def list_uninspected_files():
    """Return the files whose inspection is missing or out of date, newest first."""
    current = FileInspection.objects.filter(
        version=VERSION, made_of=make_identity_expression("document__")
    )
    files = CouncilDocument.objects.filter(erased=False)
    return files.exclude(pk__in=current.values("document")).order_by("-created_at", "-pk")


def inspect_waiting(seconds: float = inf) -> int:
    """Inspect waiting files, starting none after the given seconds; return their number."""
    began, number = time.monotonic(), 0
    for document in list_uninspected_files():
        if time.monotonic() - began >= seconds:
            break
        inspect_document(document)
        number += 1
    return number


def get_inspections(documents) -> dict[int, FileInspection]:
    """Return the up-to-date inspections of the files by primary key; waiting files are left out."""
    rows = FileInspection.objects.filter(
        document__in=documents, version=VERSION, made_of=make_identity_expression("document__")
    )
    return {row.document_id: row for row in rows.select_related("document")}
