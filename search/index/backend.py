"""How the search hears of changes: as one more of Wagtail's search backends.

Wagtail tells every backend of what was saved or deleted, after the commit. It
never asks this one to search: the admin has Wagtail's own, readers have `engine`.
"""

from wagtail.models import Page
from wagtail.search.backends.base import BaseSearchBackend

from .indexing import update, update_referring


class SearchBackend(BaseSearchBackend):
    # Nobody's save may fail because of the search; what failed is logged and mended by the
    # nightly `search_index`.
    catch_indexing_errors = True

    def add(self, obj):
        if isinstance(obj, Page):
            update([obj.specific])
        else:
            update_referring(obj)

    def add_bulk(self, model, obj_list):
        for obj in obj_list:
            self.add(obj)

    def delete(self, obj):
        """Pages are forgotten before they are deleted; see listening."""


def file_read(document):
    """Takes in the text of a file that has just been read; named in the setting TEXT_READY."""
    update_referring(document)
