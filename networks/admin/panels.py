"""What the dashboard tells the secretariat of ends that nobody has taken care of."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from ..ending import endings


class EndingPanel(Component):
    """Nothing as long as every end has somebody to follow."""

    name = "ending_terms"
    template_name = "admin/home/ending_terms.html"
    order = 120

    def get_context_data(self, parent_context):
        today = timezone.localdate()
        return {"endings": endings(today), "today": today}
