"""Inspects files one after another: those never looked at, swapped, or seen by an older check."""

import json
import logging
import tempfile
import time
from dataclasses import dataclass, field
from math import inf

from django.db import transaction
from django.utils import timezone

from home.documents.models import CouncilDocument, fingerprint
from home.file_parsing import child

from .models import FileInspection

VERSION = 1  # of the check: raise it when it learns something, and every file is read again
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
class Result:
    """What one inspection found."""

    state: str
    findings: list[dict] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    active: list = field(default_factory=list)
    unread: list = field(default_factory=list)


def inspection_of(document) -> FileInspection | None:
    """Return what was found in the file as it is now; None while it waits to be read."""
    made_of = document.sha256 or document.file.name
    rows = FileInspection.objects.filter(document=document, made_of=made_of, version=VERSION)
    return rows.first()


def look_into(file, kind: str, limits: child.Limits = LIMITS) -> Result:
    """Return what is in an open file of the operating system."""
    done = child.run(child.python("home.file_parsing", "inspect", kind), file, limits)
    try:
        said = json.loads(done.output)
    except ValueError:
        said = {"ended": done.ended if done.ended != "done" else "damaged"}
    found = {key: said[key] for key in ("findings", "counts", "active", "unread") if key in said}
    return Result(ENDED[said["ended"]], **found)


def look_into_upload(file, kind: str) -> Result:
    """Return what is in a file that somebody is waiting to bring in; it is left at its start."""
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        result = look_into(copy, kind, WHILE_WAITED_FOR)
    file.seek(0)
    return result


def keep(document: CouncilDocument, result: Result) -> FileInspection:
    """Store what was found in a stored file; of one deleted meanwhile, only return it."""
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
        if not rows.update(**values) and hold(document):
            FileInspection.objects.update_or_create(document=document, defaults=values)
    return rows.first() or FileInspection(document=document, **values)


def hold(document: CouncilDocument) -> bool:
    """Keep the file from being deleted until the transaction ends; False if it is gone already."""
    files = CouncilDocument.objects.select_for_update(no_key=True)
    return files.filter(pk=document.pk).first() is not None


def inspect(document: CouncilDocument) -> FileInspection:
    """Read every part of a stored file and store what was found."""
    kind = document.file_extension.lower()
    try:
        with document.file.open("rb") as file:
            result = look_into(file, kind)
    except FileNotFoundError:
        log.warning("%s is not on the server.", document)
        result = Result(State.MISSING)
    return keep(document, result)


def waiting():
    """Return the files whose inspection is missing or out of date, the newest first."""
    current = FileInspection.objects.filter(version=VERSION, made_of=fingerprint("document__"))
    files = CouncilDocument.objects.filter(erased=False)
    return files.exclude(pk__in=current.values("document")).order_by("-created_at", "-pk")


def inspect_waiting(seconds: float = inf) -> int:
    """Inspect what waits, or as much as can be begun in the given seconds; return the number."""
    began, number = time.monotonic(), 0
    for document in waiting():
        if time.monotonic() - began >= seconds:
            break
        inspect(document)
        number += 1
    return number


def inspections_of(documents) -> dict[int, FileInspection]:
    """Return what was found in the files as they are now, by their keys; not of those that wait."""
    rows = FileInspection.objects.filter(
        document__in=documents, version=VERSION, made_of=fingerprint("document__")
    )
    return {row.document_id: row for row in rows.select_related("document")}
