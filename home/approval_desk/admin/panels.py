"""Dashboard panels that appear when approvals or scheduled jobs have a problem."""

from django.conf import settings
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component

from home.scheduling.models import Heartbeat

from ..mails.digest import list_watches_for
from .warnings import list_overdue_versions, list_unpublished_versions, list_warnings


class DueWorkPanel(Component):
    """Empty while scheduled jobs run; otherwise says what is wrong and whom to notify."""

    name = "due_work"
    template_name = "admin/home/due_work.html"
    order = 60

    def get_context_data(self, parent_context):
        heartbeat = Heartbeat.objects.last()
        unneeded = settings.DEMO and heartbeat.finished_at is None
        return {"heartbeat": heartbeat, "is_late": heartbeat.is_late and not unneeded}


class WatchPanel(Component):
    """Empty unless a day has passed with something still undone."""

    name = "watches"
    template_name = "admin/home/watches.html"
    order = 55

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        return {"watches": list_watches_for(self.user, timezone.localdate())}


class ApproversPanel(Component):
    """Empty while texts can be approved; otherwise says why not, and which are overdue."""

    name = "approvers"
    template_name = "admin/home/approvers.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        finder = AdminURLFinder(self.user)
        late = [
            (task_state, finder.get_edit_url(task_state.revision.content_object))
            for task_state in list_overdue_versions()
        ]
        may_change = self.user.has_perm("approval.change_approvalsettings")
        return {
            "warnings": list_warnings(),
            "late": late,
            "not_published": [
                (revision, finder.get_edit_url(revision.content_object))
                for revision in list_unpublished_versions()
            ],
            "may_change": may_change,
        }
