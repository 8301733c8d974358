"""Files are read when what is due is done, so that they are read even where no worker runs."""

from functools import partial

from home.extension_points import DueItem
from home.scheduling.connections import on_own_connection

from .queue import anything_waits
from .worker import read_waiting

LONGEST = 240  # seconds in which another file may still be begun


def due_items(now):
    if anything_waits():
        read_apart = partial(on_own_connection, partial(read_waiting, LONGEST))
        yield DueItem("files", "Asiakirjojen tekstin lukeminen", read_apart)
