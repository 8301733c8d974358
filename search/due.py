"""What the search has to do from time to time, for whoever runs what is due."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .index.rebuild import is_empty, outdated, rebuild
from .page.log import forget_old, has_old


@dataclass(frozen=True)
class DueItem:
    """A thing to do: its kind, its name in Finnish, and how it is done."""

    kind: str
    title: str
    run: Callable[[], object]


def due_items(now) -> Iterator[DueItem]:
    if has_old(now):
        yield DueItem("search_log", "Vanhojen hakumäärien poistaminen", partial(forget_old, now))
    if outdated() or is_empty():
        yield DueItem("search_index", "Haun hakemiston saattaminen ajan tasalle", rebuild)
