"""Indexing on changes, as one more of Wagtail's search backends.

Wagtail notifies every backend of what was saved or deleted, after the commit. It never searches
with this one: the admin has Wagtail's own, readers have `engine`.
"""

from wagtail.models import Page
from wagtail.search.backends.base import BaseSearchBackend

from .indexing import update_pages, update_referring


class SearchBackend(BaseSearchBackend):
    # No save may fail because of the search; failures are logged and repaired by the nightly
    # `search_index`.
    catch_indexing_errors = True

    def add(self, obj):
        if isinstance(obj, Page):
            update_pages([obj.specific])
        else:
            update_referring(obj)

    def add_bulk(self, model, obj_list):
        for obj in obj_list:
            self.add(obj)

    def delete(self, obj):
        """Do nothing: pages are removed before they are deleted; see `listening`."""


def reindex_file(document):
    """Index the text of a file that has just been read; named in the setting TEXT_READY."""
    update_referring(document)
