from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from .missing import documents_without_file
from .models import DocumentKind, MeetingDocument


def kind_label(value) -> str:
    return str(DocumentKind(value).label)


class MissingFilesView(ReportView):
    """The report of documents without a file, which the secretariat should look for."""

    model = MeetingDocument
    permission_policy = page_permission_policy  # Wagtail 8 would check permissions for the model
    page_title = "Puuttuvat tiedostot"
    header_icon = "doc-empty"
    index_url_name = "missing_files"
    index_results_url_name = "missing_files_results"
    any_permission_required = ["add", "change"]
    is_searchable = False
    columns = [
        TitleColumn(
            "title", label="Asiakirja", url_name="wagtailadmin_pages:edit", id_accessor="page_pk"
        ),
        Column("kind", label="Laji", accessor=lambda row: kind_label(row["kind"])),
        Column("page_title", label="Sivu"),
        Column("page_date", label="Päivä"),
    ]
    list_export = ["title", "kind", "page_title", "page_date"]
    custom_field_preprocess = {"kind": {"csv": kind_label, "xlsx": kind_label}}
    export_headings = {
        "title": "Asiakirja",
        "kind": "Laji",
        "page_title": "Sivu",
        "page_date": "Päivä",
    }

    def get_queryset(self):
        return documents_without_file(self.request.user)
