"""The whole index at once: what differs from the pages, or all of it."""

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
    """Stores what has changed, or everything; gives how many pages that were.

    `told` is called with how many pages have been looked at, and of how many.
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
    """Is nothing stored, as right after the search came to a site that had pages already?"""
    return not IndexedPage.objects.exists()
