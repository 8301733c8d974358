from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from home.documents.access import POLICIES
from home.documents.models import CouncilDocument

from .models import FileText


def list_documents_of(user):
    """Return the files that the user may change, annotated with the state of their text."""
    mine = POLICIES[CouncilDocument].instances_user_has_any_permission_for(user, ["change"])
    waiting = Value(FileText.State.WAITING)
    return mine.filter(erased=False).annotate(
        text_state=Coalesce("file_text__state", waiting),
        text_message=F("file_text__message"),
        text_pages=F("file_text__pages"),
        text_changed=F("file_text__changed"),
    )


def describe_text_state(value) -> str:
    return str(FileText.State(value).label)


class TextFilters(WagtailFilterSet):
    text_state = ChoiceFilter(label="Tila", choices=FileText.State.choices)

    class Meta:
        model = CouncilDocument
        fields = []


class DocumentTextsView(ReportView):
    """Report of the files that the search can read, and why it cannot read the others."""

    model = CouncilDocument
    permission_policy = POLICIES[CouncilDocument]
    any_permission_required = ["change"]
    page_title = "Asiakirjojen teksti"
    header_icon = "doc-full"
    index_url_name = "document_texts"
    index_results_url_name = "document_texts_results"
    filterset_class = TextFilters
    is_searchable = False
    default_ordering = "-created_at"
    columns = [
        TitleColumn("title", label="Asiakirja", url_name="wagtaildocs:edit"),
        Column("state", label="Tila", accessor=lambda each: describe_text_state(each.text_state)),
        Column("message", label="Selitys", accessor="text_message"),
        Column("pages", label="Sivuja", accessor="text_pages"),
        DateColumn("changed", label="Luettu", accessor="text_changed"),
    ]
    list_export = ["title", "text_state", "text_message", "text_pages"]
    custom_field_preprocess = {
        "text_state": {"csv": describe_text_state, "xlsx": describe_text_state}
    }
    export_headings = {
        "title": "Asiakirja",
        "text_state": "Tila",
        "text_message": "Selitys",
        "text_pages": "Sivuja",
    }

    def get_queryset(self):
        return list_documents_of(self.request.user).order_by("-created_at")
