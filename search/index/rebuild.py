"""Update of the whole index: of what differs from the pages, or of everything."""

from collections.abc import Callable

from wagtail.models import Page

from ..models import IndexedPage
from ..store import store
from ..store.lexicon import current_analyser
from .indexing import analysis_version, update_pages

AT_ONCE = 50  # pages


def public_pages():
    return Page.objects.live().public()


def rebuild(
    force: bool = False, report: Callable[[int, int], None] = lambda done, all: None
) -> int:
    """Store what has changed, or everything; return the number of pages stored.

    `report` is called with the number of pages done and the total.
    """
    pages = list(public_pages().order_by("pk").values_list("pk", flat=True))
    gone = store.stored_versions().keys() - set(pages)
    store.remove(gone)
    changed = len(gone)
    for start in range(0, len(pages), AT_ONCE):
        some = Page.objects.filter(pk__in=pages[start : start + AT_ONCE]).specific()
        changed += update_pages(some, force)
        report(min(start + AT_ONCE, len(pages)), len(pages))
    return changed


def count_outdated() -> int:
    """Return how many pages were stored by another analyser or other rules."""
    return IndexedPage.objects.exclude(analysis=analysis_version(current_analyser())).count()


def is_empty() -> bool:
    """Return whether the index is empty, as when the search was added to an existing site."""
    return not IndexedPage.objects.exists()
