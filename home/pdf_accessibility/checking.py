"""Check PDFs that are unchecked, were replaced, or were checked by an older version."""

import json
import logging
import time
from math import inf

from django.db.models import F
from django.utils import timezone

from home.documents.models import CouncilDocument, make_identity_expression
from home.file_parsing import child

from .models import PdfCheck
from .words import is_fault

VERSION = 1  # of the check: increase it when the check changes, and every file is checked again
LIMITS = child.Limits(seconds=60)
CANNOT_BE_READ = {"encrypted", "damaged"}  # outcomes of the check that are findings themselves
State = PdfCheck.State
log = logging.getLogger(__name__)


def list_unchecked_pdfs():
    """Return the PDFs whose check is missing or outdated, newest first."""
    current = PdfCheck.objects.filter(
        version=VERSION,
        made_of=make_identity_expression("document__"),
        language=F("document__language"),
    )
    pdfs = CouncilDocument.objects.filter(file__iendswith=".pdf", erased=False)
    return pdfs.exclude(pk__in=current.values("document")).order_by("-created_at", "-pk")


def check_waiting(seconds: float = inf) -> int:
    """Check the waiting PDFs, starting none after the given seconds; return their number."""
    began, number = time.monotonic(), 0
    for document in list_unchecked_pdfs():
        if time.monotonic() - began >= seconds:
            break
        check_pdf(document)
        number += 1
    return number


def check_pdf(document: CouncilDocument) -> None:
    """Check one PDF and store the findings; other files are ignored."""
    if document.file_extension.lower() != "pdf" or document.erased:
        return
    state, findings = get_outcome(document)
    PdfCheck.objects.update_or_create(
        document=document,
        defaults={
            "state": state,
            "findings": findings,
            "made_of": document.sha256 or document.file.name,
            "language": document.language,
            "version": VERSION,
            "checked_at": timezone.now(),
        },
    )


def get_outcome(document: CouncilDocument) -> tuple[str, list[dict]]:
    """Return the state and findings of a file; a file that cannot be opened is faulty."""
    try:
        with document.file.open("rb") as file:
            said = run_check(file)
    except FileNotFoundError:
        log.warning("%s is not on the server.", document)
        return State.UNCHECKED, []
    if said["ended"] in CANNOT_BE_READ:
        return State.FAULTY, [{"code": said["ended"], "number": 1, "pages": []}]
    if said["ended"] != "done":
        return State.UNCHECKED, []
    findings = said["findings"]
    if said["language"] not in ("", document.language):
        findings.append({"code": "other_language", "number": 1, "pages": []})
    faulty = any(is_fault(each["code"]) for each in findings)
    return State.FAULTY if faulty else State.GOOD, findings


def run_check(file) -> dict:
    """Return the output of the checking program, or how it failed."""
    done = child.run_limited(
        child.make_python_command("home.pdf_accessibility.inside"), file, LIMITS
    )
    try:
        said = json.loads(done.output)
    except ValueError:
        said = {}
    return said if "ended" in said else {"ended": done.ended if done.ended != "done" else "damaged"}
