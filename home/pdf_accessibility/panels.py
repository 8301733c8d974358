"""Editor panel that lists the page's inaccessible files."""

from wagtail.admin.panels import Panel

from home.text.content import list_files_of

from .models import PdfCheck


class FilesPanel(Panel):
    """The faulty files of the page; hidden when there are none."""

    def __init__(self, heading="Tiedostojen saavutettavuus", **options):
        super().__init__(heading=heading, **options)

    class BoundPanel(Panel.BoundPanel):
        template_name = "admin/pdfcheck/panel.html"

        def is_shown(self):
            return super().is_shown() and bool(self.checks())

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"checks": self.checks()}

        def checks(self):
            if not hasattr(self, "_checks"):
                self._checks = list_faulty_checks(self.instance)
            return self._checks


def list_faulty_checks(page) -> list[PdfCheck]:
    """Return the checks of the page's files that have faults."""
    if not page.pk:
        return []
    keys = [document.pk for document in list_files_of(page)]
    faulty = PdfCheck.objects.filter(document__in=keys, state=PdfCheck.State.FAULTY)
    return list(faulty.select_related("document").order_by("document__title"))
