"""Scheduled jobs of the search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .index.rebuild import is_empty, outdated, rebuild
from .page.log import forget_old, has_old


@dataclass(frozen=True)
class DueItem:
    """A scheduled job: its kind, its name in Finnish, and the function that runs it."""

    kind: str
    title: str
    run: Callable[[], object]


def due_items(now) -> Iterator[DueItem]:
    if has_old(now):
        yield DueItem("search_log", "Vanhojen hakumäärien poistaminen", partial(forget_old, now))
    if outdated() or is_empty():
        yield DueItem("search_index", "Haun hakemiston saattaminen ajan tasalle", rebuild)
