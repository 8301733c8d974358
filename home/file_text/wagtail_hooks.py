"""File texts in the admin: the report, reading again, and files that the search cannot find."""

from datetime import timedelta

from django.db.models import Count
from django.urls import path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from home.documents.access import POLICIES
from home.documents.models import CouncilDocument

from .models import FileText
from .reports import DocumentTextsView, describe_text_state, list_documents_of
from .views import read_again

State = FileText.State
NOT_FOUND_BY_THE_SEARCH = (
    State.OCR_MISSING,
    State.ENCRYPTED,
    State.DAMAGED,
    State.TOO_BIG,
    State.FAILED,
)
LATE = timedelta(hours=2)


@hooks.register("register_admin_urls")
def register_file_text_urls():
    results = DocumentTextsView.as_view(results_only=True)
    return [
        path("raportit/asiakirjojen-teksti/", DocumentTextsView.as_view(), name="document_texts"),
        path("raportit/asiakirjojen-teksti/tulokset/", results, name="document_texts_results"),
        path("asiakirjan-teksti/<int:document_id>/", read_again, name="read_file_again"),
    ]


class FileTextReportItem(MenuItem):
    """Menu item of the report, shown to those who may upload files."""

    def is_shown(self, request):
        return may_upload_files(request.user)


@hooks.register("register_reports_menu_item")
def register_file_text_report():
    return FileTextReportItem(
        "Asiakirjojen teksti",
        reverse("document_texts"),
        name="document-texts",
        icon_name="doc-full",
        order=110,
    )


def may_upload_files(user) -> bool:
    return POLICIES[CouncilDocument].user_has_permission(user, "change")


@hooks.register("construct_homepage_panels")
def add_unread_files(request, panels):
    if may_upload_files(request.user):
        panels.append(UnreadFilesPanel(request.user))


class UnreadFilesPanel(Component):
    """Dashboard panel of unread files, with the reasons; empty when all files are read."""

    name = "unread_files"
    template_name = "admin/home/unread_files.html"
    order = 225

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        documents = list_documents_of(self.user)
        counted = (
            documents.filter(text_state__in=NOT_FOUND_BY_THE_SEARCH)
            .order_by("text_state")
            .values("text_state")
            .annotate(number=Count("pk", distinct=True))
        )
        long_ago = timezone.now() - LATE
        late = documents.filter(text_state=State.WAITING, created_at__lt=long_ago)
        return {
            "unread": [describe_row(row) for row in counted],
            "late": self.stuck(late, long_ago),
        }

    def stuck(self, late, long_ago) -> int:
        """Return how many files wait if nothing has been read for a long time, else 0."""
        moving = FileText.objects.exclude(state=State.WAITING).filter(changed__gte=long_ago)
        return 0 if moving.exists() else late.count()


def describe_row(row: dict) -> dict:
    name = describe_text_state(row["text_state"])
    return {"state": row["text_state"], "name": name[0].upper() + name[1:]} | row
