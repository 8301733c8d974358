from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .reports import ApprovalReport, download_lines


class RecordMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("record.view_approvalrecord")


@hooks.register("register_reports_menu_item")
def register_record_menu_item():
    return RecordMenuItem(
        "Hyväksyntäloki",
        reverse("approval_record"),
        name="approval-record",
        icon_name="history",
        order=90,
    )


@hooks.register("register_admin_urls")
def register_record_urls():
    results = ApprovalReport.as_view(results_only=True)
    return [
        path("raportit/hyvaksynnat/", ApprovalReport.as_view(), name="approval_record"),
        path("raportit/hyvaksynnat/tulokset/", results, name="approval_record_results"),
        path("raportit/hyvaksynnat/loki.jsonl", download_lines, name="approval_record_lines"),
    ]
