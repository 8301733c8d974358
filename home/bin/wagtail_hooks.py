"""Wagtail hooks of the bin: its item in the reports menu, and its log action."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import bin_view, list_restorable_items, restore_view


class BinMenuItem(MenuItem):
    """Shown only to users who could restore something."""

    def is_shown(self, request):
        return bool(list_restorable_items(request.user))


@hooks.register("register_reports_menu_item")
def register_bin_menu_item():
    return BinMenuItem(_("Roskakori"), reverse("bin"), name="bin", icon_name="bin", order=130)


@hooks.register("register_admin_urls")
def register_bin_urls():
    return [
        path("roskakori/", bin_view, name="bin"),
        path("roskakori/<int:pk>/palauta/", restore_view, name="restore_from_bin"),
    ]


@hooks.register("register_log_actions")
def register_restoring(actions):
    actions.register_action(
        "bin.restore",
        gettext_lazy("Palauta roskakorista"),
        gettext_lazy("Palautettu roskakorista"),
    )
