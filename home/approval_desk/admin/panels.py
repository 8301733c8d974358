"""Dashboard panels that appear when approvals or scheduled jobs have a problem."""

from django.conf import settings
from wagtail.admin.ui.components import Component

from home.scheduling.models import Heartbeat

from .warnings import list_warnings


class DueWorkPanel(Component):
    """Empty while scheduled jobs run; otherwise says what is wrong and whom to notify."""

    name = "due_work"
    template_name = "admin/home/due_work.html"
    order = 60

    def get_context_data(self, parent_context):
        heartbeat = Heartbeat.objects.last()
        unneeded = settings.DEMO and heartbeat.finished_at is None
        return {"heartbeat": heartbeat, "is_late": heartbeat.is_late and not unneeded}


class ApproversPanel(Component):
    """Says why texts cannot be approved, to those who cannot mend it; for others it is a task."""

    name = "approvers"
    template_name = "admin/home/approvers.html"
    order = 50

    def get_context_data(self, parent_context):
        return {"warnings": list_warnings()}
