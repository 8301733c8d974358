"""Wagtail hooks for logged-in approvers: what waits for them, and the page to review it."""

from dataclasses import dataclass

from django.urls import path, reverse
from django.utils.text import capfirst
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import TaskState, WorkflowState

from home.approval.approvers import may_decide
from home.approval.models import Assignment
from home.approval.waiting import describe_who_decides

from .admin import hooks as admin_hooks  # noqa: F401  Wagtail loads this file only
from .mails import approval_requests
from .review.views import review_logged_in

# Mails about approvals cannot be turned off: a chair without them would block everybody.
NO_CHOICE = ("submitted_notifications", "approved_notifications", "rejected_notifications")


@hooks.register("register_admin_urls")
def register_review_urls():
    return [path("hyvaksy/<int:number>/", review_logged_in, name="approval_logged_in")]


@hooks.register("construct_homepage_panels", order=10)
def replace_waiting_panel(request, panels):
    """Replace Wagtail's panel, from which one could approve without having read the text."""
    panels[:] = [p for p in panels if not isinstance(p, WorkflowObjectsToModeratePanel)]
    panels.append(WaitingPanel(request.user))


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def point_to_review(request, obj):
    """Add a message that leads assignees to the review page; they do not need the editor."""
    state = getattr(obj, "current_workflow_task_state", None)
    if request.method != "GET" or state is None:
        return
    is_assigned = state.assignments.active().filter(person=request.user.pk).exists()
    if is_assigned and may_decide(request.user, state):
        address = reverse("approval_logged_in", args=[state.pk])
        button = messages.button(address, "Lue ja hyväksy")
        messages.info(request, "Tämä odottaa hyväksyntääsi.", buttons=[button])


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def show_requested_correction(request, obj):
    """Show what to correct in the editor, so that nobody has to look for the mail."""
    state = getattr(obj, "current_workflow_state", None)
    if request.method == "GET" and state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        answer = state.current_task_state
        who = approval_requests.get_name(answer.finished_by)
        messages.warning(request, f"{who} pyysi korjausta: {answer.comment}")


class NotificationsForm(NotificationPreferencesForm):
    """Only the mails that can be turned off."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NO_CHOICE:
            self.fields.pop(name, None)


NotificationsSettingsPanel.form_class = NotificationsForm


@dataclass
class WaitingRow:
    """A row of the dashboard panel."""

    title: str
    kind: str
    sender: object
    assignment: Assignment | None
    address: str
    waits_for: str = ""


class WaitingPanel(Component):
    """The dashboard panel: what waits for the user, and separately what waits for others."""

    name = "waiting_for_you"
    template_name = "admin/home/waiting_for_you.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        states = TaskState.objects.reviewable_by(self.user).select_related(
            "revision__content_type", "workflow_state__requested_by"
        )
        rows = [self.row(state) for state in states.order_by("started_at")]
        return {
            "rows": [row for row in rows if row.assignment],
            "others": [row for row in rows if not row.assignment],
        }

    def row(self, state) -> WaitingRow:
        model = state.revision.content_type.model_class()
        assignment = state.assignments.active().filter(person=self.user).first()
        return WaitingRow(
            title=state.revision.object_str,
            kind=capfirst(str(model._meta.verbose_name)),
            sender=state.workflow_state.requested_by,
            assignment=assignment,
            address=reverse("approval_logged_in", args=[state.pk]),
            waits_for="" if assignment else describe_who_decides(state),
        )
