"""Report of all changes of accounts and approvers, from the audit log."""

from wagtail.permission_policies import ModelPermissionPolicy

from home.audit_log.models import ApprovalRecord
from home.audit_log.reports import ApprovalReport

from .models import PendingChange

Action = ApprovalRecord.Action
SHOWN = (
    Action.ACCOUNT,
    Action.REQUESTED,
    Action.CONFIRMED,
    Action.REFUSED,
    Action.CHANGE_CANCELLED,
    Action.SETTINGS,
)


class AccountReport(ApprovalReport):
    """Who changed whose account, and who confirmed it, newest first."""

    permission_policy = ModelPermissionPolicy(PendingChange)
    permission_required = "confirm"
    page_title = "Tilien muutokset"
    index_url_name = "account_changes"
    index_results_url_name = "account_changes_results"
    export_filename = "tilien-muutokset"

    def get_queryset(self):
        return super().get_queryset().filter(action__in=SHOWN)
