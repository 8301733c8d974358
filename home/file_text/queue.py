"""The queue of files to read: rows that workers take one at a time, each row by one worker."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from home.documents.models import CouncilDocument, make_identity_expression

from .models import FileText, PageText
from .ocr import get_recogniser
from .pages import report_text_ready
from .reading import SAID, FileReading

State = FileText.State
MOST_TRIES = 3
# A worker that is silent for this long is presumed dead; no single step may take as long.
SILENCE = timedelta(minutes=10)
CUT_SHORT = "Lukeminen on katkennut kolme kertaa. Kokeile uudelleen tai kerro ylläpidolle."


class NoLongerHeld(Exception):
    """Another worker has taken the file over, or the file was deleted."""


def fill_queue() -> None:
    """Queue files that are new, replaced, or readable now that tesseract is installed."""
    rows = (FileText(document=document) for document in get_new_files())
    FileText.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue(get_replaced_texts())
    if get_recogniser():
        unread = Q(state=State.OCR_MISSING) | Q(page_texts__source=PageText.Source.REPAIRED)
        enqueue(FileText.objects.filter(unread, recogniser=""))


def get_new_files():
    """Return the files that have never been read and still exist."""
    return CouncilDocument.objects.filter(file_text=None, erased=False)


def get_replaced_texts():
    """Return the texts of files that have been replaced since they were read."""
    return FileText.objects.exclude(state=State.WAITING).exclude(
        made_of=make_identity_expression("document__")
    )


def get_ready_rows():
    """Return the rows that a worker may take: waiting ones, and those whose worker is silent."""
    silent = Q(state=State.RUNNING, changed__lt=timezone.now() - SILENCE)
    return FileText.objects.filter(Q(state=State.WAITING) | silent)


def anything_waits() -> bool:
    return any(rows.exists() for rows in (get_ready_rows(), get_new_files(), get_replaced_texts()))


def enqueue(rows) -> None:
    """Queue the files to be read again from the beginning."""
    again = FileText.objects.filter(pk__in=rows.values("pk"))
    again.update(state=State.WAITING, tries=0, page=0, pages=0, message="", changed=timezone.now())


def take_next() -> FileText | None:
    """Return the next file to read, claimed for this worker, or None if the queue is empty."""
    with transaction.atomic():
        row = (
            get_ready_rows()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("document")
            .order_by("changed")
            .first()
        )
        if row is None:
            return None
        row.state, row.changed, row.tries = State.RUNNING, timezone.now(), row.tries + 1
        row.made_of = row.document.sha256 or row.document.file.name
        row.page = row.pages = 0
        row.save()
    return row


def get_held_row(row: FileText):
    """Return a queryset of the row, empty unless this worker still holds it."""
    mine = {"state": State.RUNNING, "tries": row.tries, "made_of": row.made_of}
    return FileText.objects.filter(pk=row.pk, **mine)


def store_progress(row: FileText, page: int, pages: int) -> None:
    """Store the progress of reading, which also shows that the worker is alive."""
    if not get_held_row(row).update(page=page, pages=pages, changed=timezone.now()):
        raise NoLongerHeld


def store_reading(row: FileText, reading: FileReading) -> None:
    """Store what was read, unless another worker has taken the file over."""
    with transaction.atomic():
        if not get_held_row(row).select_for_update().exists():
            raise NoLongerHeld
        row.page_texts.all().delete()
        PageText.objects.bulk_create(
            PageText(
                file_text=row,
                number=page.number,
                text=page.text,
                source=page.source,
                language=page.language,
            )
            for page in reading.pages
        )
        get_held_row(row).update(
            state=reading.state,
            message=reading.message,
            reader=reading.reader,
            recogniser=reading.recogniser,
            page=F("pages"),
            changed=timezone.now(),
        )
        transaction.on_commit(partial(report_text_ready, row.document))


def return_to_queue(row: FileText) -> None:
    """Return the file to the queue because the worker stops; this does not count as a try."""
    get_held_row(row).update(state=State.WAITING, tries=row.tries - 1, changed=timezone.now())


def retry_or_fail(row: FileText, message: str = "") -> None:
    """Return the file to the queue after an error, or mark it as failed after the last try."""
    over = row.tries >= MOST_TRIES
    get_held_row(row).update(
        state=State.FAILED if over else State.WAITING,
        message=(message or SAID[State.FAILED]) if over else "",
        changed=timezone.now(),
    )
