"""Panel in the page editor that shows the unseen parts of the page's files."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel

from home.inspection.inspecting import get_inspections
from home.inspection.words import describe_active_content, describe_counts, join_with_and
from home.text.content import list_files_of

HEADING = gettext_lazy("Tiedostojen näkymättömät osat")


class UnseenFilesPanel(Panel):
    """Lists the files of the page that have unseen parts; hidden if there are none."""

    def __init__(self, heading=HEADING, **options):
        super().__init__(heading=heading, **options)

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/inspection/panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.files())

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"files": self.files()}

        def files(self):
            if not hasattr(self, "_files"):
                self._files = list_files_with_unseen_parts(self.instance)
            return self._files


def list_files_with_unseen_parts(page) -> list[dict]:
    """Return the files of the page that have unseen parts, with these in words."""
    if not page.pk:
        return []
    rows = get_inspections(list_files_of(page)).values()
    described = [(row.document, describe_unseen_parts(row)) for row in rows]
    return [{"file": file, "words": words} for file, words in described if words]


def describe_unseen_parts(row) -> str:
    parts = [describe_active_content(row.active), describe_counts(row.counts)]
    return join_with_and([part for part in parts if part])
