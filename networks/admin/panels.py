"""The dashboard panel on terms and mandates that end without a successor."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from ..ending import endings


class EndingPanel(Component):
    """A panel that is empty as long as every ending mandate has a next holder."""

    name = "ending_terms"
    template_name = "admin/home/ending_terms.html"
    order = 120

    def get_context_data(self, parent_context):
        today = timezone.localdate()
        return {"endings": endings(today), "today": today}
