"""Reading of waiting files as a scheduled job, so that they are read even without a worker."""

from functools import partial

from home.extension_points import DueItem
from home.scheduling.connections import run_on_own_connection

from .queue import anything_waits
from .worker import read_waiting

LONGEST = 240  # seconds after which no new file is started


def due_items(now):
    if anything_waits():
        read_apart = partial(run_on_own_connection, partial(read_waiting, LONGEST))
        yield DueItem("files", "Asiakirjojen tekstin lukeminen", read_apart)
