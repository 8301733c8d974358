"""The dashboard tells when the scheduled work does not run or fails."""

from django.conf import settings
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .models import Heartbeat


@hooks.register("construct_homepage_panels")
def add_due_work(request, panels):
    if request.user.has_perm("due.view_heartbeat"):
        panels.append(DueWorkPanel())


class DueWorkPanel(Component):
    """Nothing as long as the work is done; otherwise what is wrong and whom to tell."""

    name = "due_work"
    template_name = "wagtailadmin/home/due_work.html"
    order = 60

    def get_context_data(self, parent_context):
        heartbeat = Heartbeat.objects.last()
        unneeded = settings.DEMO and heartbeat.finished_at is None
        return {"heartbeat": heartbeat, "is_late": heartbeat.is_late and not unneeded}
