"""Accessibility checks as a scheduled job, for files read before the check existed."""

from functools import partial

from home.extension_points import DueItem
from home.scheduling.connections import run_on_own_connection

from .checking import check_waiting, list_unchecked_pdfs

LONGEST = 120  # seconds after which no new file is started


def due_items(now):
    if list_unchecked_pdfs().exists():
        check_apart = partial(run_on_own_connection, partial(check_waiting, LONGEST))
        yield DueItem("pdfcheck", "Asiakirjojen saavutettavuuden tarkistus", check_apart)
