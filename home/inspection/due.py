"""Files are inspected when what is due is done, so that they are read even where no worker runs."""

from functools import partial

from home.due.running import DueItem
from home.texts.due import apart

from .inspecting import inspect_waiting, waiting
from .uploads import forget_old, old_copies

LONGEST = 120  # seconds in which another file may still be begun


def due_items(now):
    if waiting().exists():
        inspect_apart = partial(apart, partial(inspect_waiting, LONGEST))
        yield DueItem("inspection", "Tiedostojen sisällön tarkistus", inspect_apart)
    if old_copies():
        yield DueItem("cleaned_copies", "Hakematta jääneiden kopioiden poisto", forget_old)
