"""Update of the whole index: of what differs from the pages, or of everything."""

from collections.abc import Callable

from wagtail.models import Page

from ..models import IndexedPage
from ..store import store
from ..store.lexicon import analyser_for
from .indexing import update, version_of

AT_ONCE = 50  # pages


def public_pages():
    return Page.objects.live().public()


def rebuild(again: bool = False, told: Callable[[int, int], None] = lambda done, all: None) -> int:
    """Store what has changed, or everything; return the number of pages stored.

    `told` is called with the number of pages done and the total.
    """
    pages = list(public_pages().order_by("pk").values_list("pk", flat=True))
    gone = store.stored().keys() - set(pages)
    store.remove(gone)
    changed = len(gone)
    for start in range(0, len(pages), AT_ONCE):
        some = Page.objects.filter(pk__in=pages[start : start + AT_ONCE]).specific()
        changed += update(some, again)
        told(min(start + AT_ONCE, len(pages)), len(pages))
    return changed


def outdated() -> int:
    """Return how many pages were stored by another analyser or other rules."""
    return IndexedPage.objects.exclude(analysis=version_of(analyser_for())).count()


def is_empty() -> bool:
    """Return whether the index is empty, as when the search was added to an existing site."""
    return not IndexedPage.objects.exists()
