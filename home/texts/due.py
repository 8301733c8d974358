"""Files are read when what is due is done, so that they are read even where no worker runs."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from home.due.running import DueItem

from .queue import anything_waits
from .worker import read_waiting

LONGEST = 240  # seconds in which another file may still be begun


def due_items(now):
    if anything_waits():
        yield DueItem("files", "Asiakirjojen tekstin lukeminen", read_apart)


def read_apart() -> int:
    """Reads on a connection of its own: what is due is done in one long transaction."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(read_and_close).result()


def read_and_close() -> int:
    try:
        return read_waiting(LONGEST)
    finally:
        connection.close()
