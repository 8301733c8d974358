"""Reads the files in the queue, one after another."""

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

PAUSE = 2  # seconds between looks at an empty queue
PLAIN_WORD = "kunta"  # a word that every dictionary of Finnish knows
NOT_FOUND = "Tiedostoa ei löydy palvelimelta. Kerro ylläpidolle."
log = logging.getLogger(__name__)


def read_waiting(seconds: float = inf, stopping: Callable = lambda: False) -> int:
    """Reads what waits, or as much as can be begun in the given seconds; how many files it was."""
    began, number = time.monotonic(), 0
    fill()
    while time.monotonic() - began < seconds and not stopping() and read_next():
        number += 1
    return number


def read_next() -> bool:
    """Reads the next file of the queue; False if none waits."""
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
    """Asks of a word whether it is Finnish, if the site has somebody who knows."""
    if not settings.TEXT_ANALYSER:
        return None
    known = import_string(settings.TEXT_ANALYSER)().known
    return cache(known) if known(PLAIN_WORD) else None
