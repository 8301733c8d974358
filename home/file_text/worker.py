"""Read the queued files one after another."""

import logging
import time
from collections.abc import Callable
from functools import cache, partial
from math import inf

from django.conf import settings
from django.utils.module_loading import import_string

from home.inspection.inspecting import inspect, inspection_of

from .join import Known
from .ocr import recogniser
from .queue import CUT_SHORT, MOST_TRIES, Lost, fill, give_back, put_off, report, store, take
from .reading import Reader

PAUSE = 2  # seconds between checks of an empty queue
PLAIN_WORD = "kunta"  # a word that every Finnish dictionary knows
NOT_FOUND = "Tiedostoa ei löydy palvelimelta. Kerro ylläpidolle."
log = logging.getLogger(__name__)


def read_waiting(seconds: float = inf, stopping: Callable = lambda: False) -> int:
    """Read the waiting files, starting none after the given seconds; return how many were read."""
    began, number = time.monotonic(), 0
    fill()
    while time.monotonic() - began < seconds and not stopping() and read_next():
        number += 1
    return number


def read_next() -> bool:
    """Read the next file in the queue; return False if the queue is empty."""
    row = take()
    if row is None:
        return False
    if row.tries > MOST_TRIES:
        put_off(row, CUT_SHORT)
        return True
    try:
        read(row)
    except Lost:
        log.info("Another worker has %s.", row.document)
    except FileNotFoundError:
        put_off(row, NOT_FOUND)
    except Exception:
        log.exception("Reading %s failed.", row.document)
        put_off(row)
    except BaseException:
        give_back(row)
        raise
    return True


def read(row) -> None:
    document = row.document
    kind = document.file_extension.lower()
    if inspection_of(document) is None:
        inspect(document)
    with document.file.open("rb") as file:
        reader = Reader(dictionary(), recogniser())
        store(row, reader.read(file, kind, document.language, partial(report, row)))


@cache
def dictionary() -> Known | None:
    """Return a function that checks whether a word is Finnish, or None without a dictionary."""
    if not settings.TEXT_ANALYSER:
        return None
    known = import_string(settings.TEXT_ANALYSER)().known
    return cache(known) if known(PLAIN_WORD) else None
