"""Where the index lies. Nothing else in the project knows what it is made of.

Another store, such as a search cluster, has the methods of `types.Store` and is named in the
setting SEARCH_STORE.
"""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .types import Ask, Candidate, Collection, Entry, Occurrences, PassageEntry, Store


@cache
def store() -> Store:
    """The store that the settings name."""
    return import_string(settings.SEARCH_STORE)()


__all__ = [
    "Ask",
    "Candidate",
    "Collection",
    "Entry",
    "Occurrences",
    "PassageEntry",
    "Store",
    "store",
]
