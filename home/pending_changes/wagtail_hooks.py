from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .reports import AccountReport
from .views import CONFIRM, pending_change_view, pending_changes_view


class AccountReportItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(CONFIRM)


@hooks.register("register_reports_menu_item")
def register_account_report():
    return AccountReportItem(
        _("Tilien muutokset"),
        reverse("account_changes"),
        name="account-changes",
        icon_name="user",
        order=95,
    )


@hooks.register("register_admin_urls")
def register_pending_change_urls():
    results = AccountReport.as_view(results_only=True)
    return [
        path("vahvistukset/", pending_changes_view, name="pending_changes"),
        path("vahvistukset/<int:pk>/", pending_change_view, name="pending_change"),
        path("raportit/tilit/", AccountReport.as_view(), name="account_changes"),
        path("raportit/tilit/tulokset/", results, name="account_changes_results"),
    ]
