"""The queue of files to be read: rows that workers take one by one, each row by one worker."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from home.documents.models import CouncilDocument, fingerprint

from .models import FileText, PageText
from .ocr import recogniser
from .pages import text_ready
from .reading import SAID, Reading

State = FileText.State
MOST_TRIES = 3
# After so long a silence a worker is taken for dead; no single step may take as long.
SILENCE = timedelta(minutes=10)
CUT_SHORT = "Lukeminen on katkennut kolme kertaa. Kokeile uudelleen tai kerro ylläpidolle."


class Lost(Exception):
    """Somebody else has the file now, or it is gone."""


def fill() -> None:
    """Puts into the queue what is new, swapped, or readable now that tesseract is here."""
    rows = (FileText(document=document) for document in new())
    FileText.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue(swapped())
    if recogniser():
        unread = Q(state=State.OCR_MISSING) | Q(page_texts__source=PageText.Source.REPAIRED)
        enqueue(FileText.objects.filter(unread, recogniser=""))


def new():
    """Files that have never been looked at, and are there to be."""
    return CouncilDocument.objects.filter(file_text=None, erased=False)


def swapped():
    """What was read of a file that has since been replaced by another."""
    return FileText.objects.exclude(state=State.WAITING).exclude(made_of=fingerprint("document__"))


def ready():
    """What a worker may take: those that wait, and those whose worker has fallen silent."""
    silent = Q(state=State.RUNNING, changed__lt=timezone.now() - SILENCE)
    return FileText.objects.filter(Q(state=State.WAITING) | silent)


def anything_waits() -> bool:
    return any(rows.exists() for rows in (ready(), new(), swapped()))


def enqueue(rows) -> None:
    """Has files read again from the beginning."""
    again = FileText.objects.filter(pk__in=rows.values("pk"))
    again.update(state=State.WAITING, tries=0, page=0, pages=0, message="", changed=timezone.now())


def take() -> FileText | None:
    """The next file to be read, held for this worker; None when there is nothing to do."""
    with transaction.atomic():
        row = (
            ready()
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


def held(row: FileText):
    """The row in the database, as long as this worker is the one that holds it."""
    mine = {"state": State.RUNNING, "tries": row.tries, "made_of": row.made_of}
    return FileText.objects.filter(pk=row.pk, **mine)


def report(row: FileText, page: int, pages: int) -> None:
    """Tells how far the reading is, and that the worker lives."""
    if not held(row).update(page=page, pages=pages, changed=timezone.now()):
        raise Lost


def store(row: FileText, reading: Reading) -> None:
    """Keeps what was read, if nobody has taken the file over meanwhile."""
    with transaction.atomic():
        if not held(row).select_for_update().exists():
            raise Lost
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
        held(row).update(
            state=reading.state,
            message=reading.message,
            reader=reading.reader,
            recogniser=reading.recogniser,
            page=F("pages"),
            changed=timezone.now(),
        )
        transaction.on_commit(partial(text_ready, row.document))


def give_back(row: FileText) -> None:
    """The worker has to stop: another may begin the file anew, and this does not count."""
    held(row).update(state=State.WAITING, tries=row.tries - 1, changed=timezone.now())


def put_off(row: FileText, message: str = "") -> None:
    """Something broke: once more later, but not for ever."""
    over = row.tries >= MOST_TRIES
    held(row).update(
        state=State.FAILED if over else State.WAITING,
        message=(message or SAID[State.FAILED]) if over else "",
        changed=timezone.now(),
    )
