"""The start page of the admin: what waits for the user, what for others, and everyday acts."""

from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .history import find_last_visit, has_done_something, list_changes, list_recent_edits
from .lines import describe_roles, list_everyday_of, list_lines

WAGTAILS = "wagtail.admin.views.home"  # the module of Wagtail's own panels


@hooks.register("construct_homepage_panels", order=1000)
def put_lists_first(request, panels):
    """Replace Wagtail's panels: they list the same texts again, without the act that is due."""
    panels[:] = [panel for panel in panels if type(panel).__module__ != WAGTAILS]
    panels += [WelcomePanel(request.user), ListsPanel(request.user), RecentPanel(request.user)]


class ListsPanel(Component):
    """The three lists: what waits for you, what waits for others, what do you want to do."""

    name = "lists"
    template_name = "admin/dashboard/lists.html"
    order = 10

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        today = timezone.localdate()
        waiting, others = list_lines(self.user, today)
        return {
            "waiting": waiting,
            "others": others,
            "everyday": list_everyday_of(self.user),
            "csrf_token": parent_context["csrf_token"],
        }


class WelcomePanel(Component):
    """The first day, and the first after a long time; empty on other days and when dismissed."""

    name = "welcome"
    template_name = "admin/dashboard/welcome.html"
    order = 5

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        visit = find_last_visit(self.user)
        key = f"back_{visit.last:%Y%m%d}" if visit.last else "first_day"
        is_first = visit.last is None and not has_done_something(self.user)
        if self.is_dismissed(key) or not (is_first or visit.is_long_ago):
            return {}
        return {
            "key": key,
            "is_first": is_first,
            "visit": visit,
            "role": describe_roles(self.user) if is_first else "",
            "changes": None if is_first else list_changes(self.user, visit.last),
        }

    def is_dismissed(self, key: str) -> bool:
        profile = getattr(self.user, "wagtail_userprofile", None)
        return bool(profile and profile.dismissibles.get(key))


class RecentPanel(Component):
    """The way back to what the user edited last."""

    name = "recent"
    template_name = "admin/dashboard/recent.html"
    order = 900

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        return {"pages": list_recent_edits(self.user)}
