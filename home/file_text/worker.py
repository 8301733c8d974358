"""Read the queued files one after another."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import inf

from django.conf import settings
from django.utils.module_loading import import_string

from home.inspection.inspecting import get_inspection, inspect_document

from .join import Known
from .ocr import get_recogniser
from .queue import (
    CUT_SHORT,
    MOST_TRIES,
    NoLongerHeld,
    fill_queue,
    retry_or_fail,
    return_to_queue,
    store_progress,
    store_reading,
    take_next,
)
from .reading import FileReader

PAUSE = 2  # seconds between checks of an empty queue
PLAIN_WORD = "kunta"  # a word that every Finnish dictionary knows
NOT_FOUND = "Tiedostoa ei löydy palvelimelta. Kerro ylläpidolle."
log = logging.getLogger(__name__)


class Stopping:
    """A request to stop the worker, made by a signal at any moment.

    It ends at once what lasts long (a file being read, a rest), but never a statement to the
    database: a connection that is cut off in the middle of a statement cannot be used any more.
    """

    def __init__(self):
        self.requested = False
        self._may_interrupt = False

    def request(self, *signal) -> None:
        """Handle a signal: exit now, or as soon as the worker may be interrupted."""
        self.requested = True
        if self._may_interrupt:
            sys.exit(0)

    @contextmanager
    def interrupting(self, allowed: bool = True) -> Iterator[None]:
        """Let a request exit inside the block, or not before its end if not allowed."""
        before = self._may_interrupt
        try:
            self._allow(allowed)
            yield
        finally:
            self._may_interrupt = False
        self._allow(before)

    def _allow(self, allowed: bool) -> None:
        self._may_interrupt = allowed
        if allowed and self.requested:
            sys.exit(0)


def read_waiting(seconds: float = inf, stopping: Stopping | None = None) -> int:
    """Read the waiting files, starting none after the given seconds; return how many were read."""
    began, number = time.monotonic(), 0
    stopping = stopping or Stopping()
    fill_queue()
    while time.monotonic() - began < seconds and not stopping.requested and read_next(stopping):
        number += 1
    return number


def read_next(stopping: Stopping) -> bool:
    """Read the next file in the queue; return False if the queue is empty."""
    row = take_next()
    if row is None:
        return False
    if row.tries > MOST_TRIES:
        retry_or_fail(row, CUT_SHORT)
        return True
    try:
        read_file(row, stopping)
    except NoLongerHeld:
        log.info("Another worker has %s.", row.document)
    except FileNotFoundError:
        retry_or_fail(row, NOT_FOUND)
    except Exception:
        log.exception("Reading %s failed.", row.document)
        retry_or_fail(row)
    except BaseException:
        return_to_queue(row)
        raise
    return True


def read_file(row, stopping: Stopping) -> None:
    """Read the file of the row and store its text."""

    def progress(page: int, pages: int) -> None:
        with stopping.interrupting(False):
            store_progress(row, page, pages)

    document = row.document
    kind = document.file_extension.lower()
    if get_inspection(document) is None:
        inspect_document(document)
    with document.file.open("rb") as file:
        reader = FileReader(get_known_words(), get_recogniser())
        with stopping.interrupting():
            reading = reader.read(file, kind, document.language, progress)
    store_reading(row, reading)


@cache
def get_known_words() -> Known | None:
    """Return a function that checks whether a word is Finnish, or None without a dictionary."""
    if not settings.TEXT_ANALYSER:
        return None
    known = import_string(settings.TEXT_ANALYSER)().known
    return cache(known) if known(PLAIN_WORD) else None
