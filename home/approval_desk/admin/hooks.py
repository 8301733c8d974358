"""Wagtail hooks for absences, approval settings and dashboard warnings."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import WorkflowMixin

from home.approval.policy import get_level, get_model_level

from .absences import AbsenceViewSet
from .panels import ApproversPanel, DueWorkPanel
from .settings_view import MAY_CHANGE, MAY_SEE, approval_settings_view
from .warnings import warn_writer


class PermittedItem(MenuItem):
    """A menu item shown to users with the permission."""

    def __init__(self, *args, permission, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_viewset")
def register_absences():
    return AbsenceViewSet()


@hooks.register("register_settings_menu_item")
def register_absences_item():
    return PermittedItem(
        _("Poissaolot"),
        reverse("poissaolot:index"),
        name="absences",
        icon_name="calendar-alt",
        permission="approval.add_absence",
        order=10,
    )


@hooks.register("register_settings_menu_item")
def register_approval_settings_item():
    return PermittedItem(
        _("Hyväksymisen asetukset"),
        reverse("approval_settings"),
        name="approval-settings",
        icon_name="check",
        permission=MAY_SEE,
        order=20,
    )


@hooks.register("register_settings_menu_item")
def register_pending_changes_item():
    return PermittedItem(
        _("Odottaa vahvistusta"),
        reverse("pending_changes"),
        name="pending-changes",
        icon_name="group",
        permission="duties.confirm_pendingchange",
        order=30,
    )


@hooks.register("register_admin_urls")
def register_settings_urls():
    return [path("hyvaksyminen/", approval_settings_view, name="approval_settings")]


@hooks.register("construct_homepage_panels")
def add_warnings(request, panels):
    if not request.user.has_perm(MAY_CHANGE):  # those who may have it among what waits for them
        panels.append(ApproversPanel())
    if request.user.has_perm("due.view_heartbeat"):
        panels.append(DueWorkPanel())


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def warn_before_editing(request, obj):
    if isinstance(obj, WorkflowMixin) and not obj.workflow_in_progress:
        warn_writer(request, get_level(obj))


@hooks.register("before_create_page")
def warn_before_new_page(request, parent, model):
    warn_writer(request, get_model_level(model))


@hooks.register("before_create_snippet")
def warn_before_new_snippet(request, model):
    if issubclass(model, WorkflowMixin):
        warn_writer(request, get_model_level(model))
