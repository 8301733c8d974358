"""The report of the PDF check in the admin."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.documents.access import POLICIES
from home.documents.models import CouncilDocument

from .reports import AccessibilityView


@hooks.register("register_admin_urls")
def register_pdf_check_urls():
    results = AccessibilityView.as_view(results_only=True)
    place = "raportit/asiakirjojen-saavutettavuus/"
    return [
        path(place, AccessibilityView.as_view(), name="document_accessibility"),
        path(f"{place}tulokset/", results, name="document_accessibility_results"),
    ]


class PdfCheckReportItem(MenuItem):
    """Menu item of the report, shown to those who may change files."""

    def is_shown(self, request):
        return POLICIES[CouncilDocument].user_has_permission(request.user, "change")


@hooks.register("register_reports_menu_item")
def register_pdf_check_report():
    return PdfCheckReportItem(
        AccessibilityView.page_title,
        reverse("document_accessibility"),
        name="document-accessibility",
        icon_name="doc-full",
        order=112,
    )
