"""Scheduled jobs of the search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .index.rebuild import count_outdated, is_empty, rebuild
from .page.log import delete_expired, has_expired


@dataclass(frozen=True)
class DueItem:
    """A scheduled job: its kind, its name in Finnish, and the function that runs it."""

    kind: str
    title: str
    run: Callable[[], object]


def due_items(now) -> Iterator[DueItem]:
    if has_expired(now):
        yield DueItem(
            "search_log", "Vanhojen hakumäärien poistaminen", partial(delete_expired, now)
        )
    if count_outdated() or is_empty():
        yield DueItem("search_index", "Haun hakemiston saattaminen ajan tasalle", rebuild)
