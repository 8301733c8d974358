"""The report of open actions over all meetings."""

from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from ..models import AgendaItem


class OpenActions(ReportView):
    """The list of open actions, most urgent first."""

    model = AgendaItem
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change"]
    page_title = "Avoimet tehtävät"
    header_icon = "tasks"
    index_url_name = "open_actions"
    index_results_url_name = "open_actions_results"
    is_searchable = False
    columns = [
        TitleColumn(
            "title", label="Asia", url_name="wagtailadmin_pages:edit", id_accessor="meeting_id"
        ),
        Column("meeting", label="Kokous"),
        Column("responsible", label="Vastuutaho"),
        Column("due", label="Määräpäivä"),
        Column("late", label="Tilanne", accessor="situation"),
    ]
    list_export = ["title", "meeting", "responsible", "due"]
    export_headings = {
        "title": "Asia",
        "meeting": "Kokous",
        "responsible": "Vastuutaho",
        "due": "Määräpäivä",
    }

    def get_queryset(self):
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        found = AgendaItem.objects.open_actions().filter(meeting__in=mine.values("pk"))
        return found.select_related("meeting").order_by("due", "meeting__date", "number", "letter")
