"""Files are checked when what is due is done: those whose text was read before the check was."""

from functools import partial

from home.extension_points import DueItem
from home.scheduling.connections import on_own_connection

from .checking import check_waiting, waiting

LONGEST = 120  # seconds in which another file may still be begun


def due_items(now):
    if waiting().exists():
        check_apart = partial(on_own_connection, partial(check_waiting, LONGEST))
        yield DueItem("pdfcheck", "Asiakirjojen saavutettavuuden tarkistus", check_apart)
