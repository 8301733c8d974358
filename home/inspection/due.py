"""Files are inspected when what is due is done, so that they are read even where no worker runs."""

from functools import partial

from home.file_text.due import apart
from home.scheduling.running import DueItem

from .inspecting import inspect_waiting, waiting

LONGEST = 120  # seconds in which another file may still be begun


def due_items(now):
    if waiting().exists():
        inspect_apart = partial(apart, partial(inspect_waiting, LONGEST))
        yield DueItem("inspection", "Tiedostojen sisällön tarkistus", inspect_apart)
