"""The audit log among the admin's reports."""

from functools import cache

import django_filters
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from .models import ApprovalRecord
from .reading import get_records_visible_to, make_json_lines


class ApprovalFilters(WagtailFilterSet):
    """Filters by time, kind, event, user and channel, with choices from the log itself."""

    at = django_filters.DateFromToRangeFilter(label="Aika", widget=DateRangePickerWidget)
    kind = django_filters.ChoiceFilter(label="Laji", empty_label="Kaikki")
    actor_id = django_filters.ChoiceFilter(label="Tekijä", empty_label="Kaikki")

    class Meta:
        model = ApprovalRecord
        fields = ["at", "action", "kind", "actor_id", "door"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        records = get_records_visible_to(self.request.user).order_by("number")
        for name, words in (("kind", "kind_name"), ("actor_id", "actor_name")):
            # The newest name of each, as people and kinds are renamed.
            found = dict(records.values_list(name, words))
            choices = [(key, found[key]) for key in sorted(found, key=lambda k: found[k]) if key]
            self.filters[name].extra["choices"] = choices


def join_file_names(files) -> str:
    return ", ".join(f"{file['title']} ({file['sha256']})" for file in files)


def get_edit_url_of_record(record) -> str | None:
    """Return the URL of the object's editor, or None if its model no longer has one."""
    model = apps.get_model(record.kind) if record.kind in get_known_kinds() else None
    if model is None:
        return None
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[record.object_id])
    viewset = getattr(model, "snippet_viewset", None)
    return reverse(viewset.get_url_name("edit"), args=[record.object_id]) if viewset else None


@cache
def get_known_kinds() -> frozenset[str]:
    return frozenset(model._meta.label_lower for model in apps.get_models())


class ApprovalReport(ReportView):
    """Who submitted, who approved and through which channel; newest first."""

    model = ApprovalRecord
    permission_policy = ModelPermissionPolicy(ApprovalRecord)
    permission_required = "view"
    page_title = "Hyväksyntäloki"
    header_icon = "history"
    index_url_name = "approval_record"
    index_results_url_name = "approval_record_results"
    filterset_class = ApprovalFilters
    is_searchable = False
    columns = [
        Column("when", label="Aika", width="12%"),
        TitleColumn("title", label="Otsikko", get_url=get_edit_url_of_record, width="25%"),
        Column("kind_name", label="Laji", width="13%"),
        Column("what", label="Tapahtuma", width="17%"),
        Column("who", label="Tekijä", width="15%"),
        Column("words", label="Kommentti tai perustelu"),
    ]
    list_export = [
        *("number", "at", "get_action_display", "get_door_display", "actor_name"),
        *("on_behalf_name", "council_name", "kind_name", "title", "comment", "reason"),
        *("revision_id", "revision_sha256", "files", "previous_sha256", "sha256"),
    ]
    export_headings = {"get_action_display": "Tapahtuma", "get_door_display": "Tapa"}
    export_filename = "hyvaksyntaloki"
    custom_field_preprocess = {
        "files": {"csv": join_file_names, "xlsx": join_file_names},
    }

    def get_queryset(self):
        return get_records_visible_to(self.request.user).newest_first()

    @cached_property
    def header_more_buttons(self):
        address = reverse("approval_record_lines")
        lines = Button("Lataa JSON Lines", url=address, icon_name="download", priority=110)
        return [*super().header_more_buttons, lines]


def download_lines(request):
    """Return the whole log as a download, oldest first, one event per line."""
    if not request.user.has_perm("record.view_approvalrecord"):
        raise PermissionDenied
    lines = make_json_lines(get_records_visible_to(request.user).order_by("number").iterator())
    response = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="hyvaksyntaloki.jsonl"'
    return response
