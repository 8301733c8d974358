"""Files are read when what is due is done, so that they are read even where no worker runs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection

from home.scheduling.running import DueItem

from .queue import anything_waits
from .worker import read_waiting

LONGEST = 240  # seconds in which another file may still be begun


def due_items(now):
    if anything_waits():
        read_apart = partial(apart, partial(read_waiting, LONGEST))
        yield DueItem("files", "Asiakirjojen tekstin lukeminen", read_apart)


def apart(work: Callable[[], int]) -> int:
    """Works on a connection of its own: what is due is done in one long transaction."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work_and_close, work).result()


def work_and_close(work: Callable[[], int]) -> int:
    try:
        return work()
    finally:
        connection.close()
