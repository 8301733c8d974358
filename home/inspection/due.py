"""Scheduled inspection of files, so that they are read even where no worker runs."""

from functools import partial

from home.extension_points import DueItem
from home.scheduling.connections import run_on_own_connection

from .inspecting import inspect_waiting, list_uninspected_files

LONGEST = 120  # seconds in which another file may still be started


def due_items(now):
    if list_uninspected_files().exists():
        inspect_apart = partial(run_on_own_connection, partial(inspect_waiting, LONGEST))
        yield DueItem("inspection", "Tiedostojen sisällön tarkistus", inspect_apart)
