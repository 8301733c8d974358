from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from home.documents.access import POLICIES
from home.documents.models import CouncilDocument

from .models import PdfCheck
from .words import WORDS, name_shortcoming

WAITING = ("waiting", "odottaa tarkistusta")
STATES = dict([*PdfCheck.State.choices, WAITING])
FINDINGS = [(code, words.name) for code, words in WORDS.items()]


def list_pdfs_of(user):
    """Return the PDFs that the user may change, annotated with the state of their check."""
    mine = POLICIES[CouncilDocument].instances_user_has_any_permission_for(user, ["change"])
    state = Coalesce("pdf_check__state", Value(WAITING[0]), output_field=CharField())
    return (
        mine.filter(file__iendswith=".pdf", erased=False)
        .annotate(check_state=state, findings=F("pdf_check__findings"))
        .select_related("pdf_check")
    )


def summarise_findings(findings) -> str:
    return "; ".join(name_shortcoming(each["code"]) for each in findings or [])


class CheckFilters(WagtailFilterSet):
    check_state = ChoiceFilter(label="Tila", choices=list(STATES.items()))
    finding = ChoiceFilter(label="Puute", choices=FINDINGS, method="with_finding")

    class Meta:
        model = CouncilDocument
        fields = []

    def with_finding(self, queryset, name, value):
        return queryset.filter(pdf_check__findings__contains=[{"code": value}])


class AccessibilityView(ReportView):
    """Report of accessible PDFs, and of the shortcomings of the others."""

    model = CouncilDocument
    permission_policy = POLICIES[CouncilDocument]
    any_permission_required = ["change"]
    page_title = "Asiakirjojen saavutettavuus"
    header_icon = "doc-full"
    index_url_name = "document_accessibility"
    index_results_url_name = "document_accessibility_results"
    filterset_class = CheckFilters
    is_searchable = False
    default_ordering = "-created_at"
    columns = [
        TitleColumn("title", label="Asiakirja", url_name="wagtaildocs:edit"),
        Column("state", label="Tila", accessor=lambda each: STATES[each.check_state]),
        Column(
            "findings", label="Puutteet", accessor=lambda each: summarise_findings(each.findings)
        ),
        DateColumn("checked", label="Tarkistettu", accessor="pdf_check.checked_at"),
    ]
    list_export = ["title", "check_state", "findings"]
    custom_field_preprocess = {
        "check_state": {"csv": STATES.get, "xlsx": STATES.get},
        "findings": {"csv": summarise_findings, "xlsx": summarise_findings},
    }
    export_headings = {"title": "Asiakirja", "check_state": "Tila", "findings": "Puutteet"}

    def get_queryset(self):
        return list_pdfs_of(self.request.user).order_by("-created_at")
