"""What the dashboard tells the secretariat of ends that nobody has taken care of."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from home.due.people import councils_for

from ..ending import endings


class EndingPanel(Component):
    """Nothing as long as every end has somebody to follow."""

    name = "ending_terms"
    template_name = "admin/home/ending_terms.html"
    order = 120

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        today = timezone.localdate()
        found = [end for council in councils_for(self.user) for end in endings(council, today)]
        return {"endings": found, "today": today}
