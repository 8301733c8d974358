"""Wagtail hooks of the approval for those logged in: the review page, and what was sent."""

from django.contrib.auth import get_user_model
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.log_actions import LogFormatter
from wagtail.models import WorkflowState

from home.approval.approvers import may_decide

from .admin import hooks as admin_hooks  # noqa: F401  Wagtail loads this file only
from .admin.sent_texts import REMINDED, cancel_approval_view, remind_approvers_view
from .mails import approval_requests
from .review.views import review_logged_in

User = get_user_model()
# Mails about approvals cannot be turned off: a chair without them would block everybody.
NO_CHOICE = ("submitted_notifications", "approved_notifications", "rejected_notifications")


@hooks.register("register_admin_urls")
def register_review_urls():
    return [
        path("hyvaksy/<int:number>/", review_logged_in, name="approval_logged_in"),
        path("hyvaksynta/<int:number>/muistuta/", remind_approvers_view, name="remind_approvers"),
        path("hyvaksynta/<int:number>/peru/", cancel_approval_view, name="cancel_approval"),
    ]


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


@hooks.register("register_log_actions")
def register_reminder_log(actions):
    @actions.register_action(REMINDED)
    class Reminded(LogFormatter):
        label = _("Muistutti hyväksyjää")
        message = _("Hyväksyjälle lähetettiin muistutus")


class NotificationsForm(NotificationPreferencesForm):
    """The mails that can be turned off, and whether those that are not urgent leave at once."""

    mail_at_once = User._meta.get_field("mail_at_once").formfield()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NO_CHOICE:
            self.fields.pop(name, None)
        self.initial["mail_at_once"] = self.instance.user.mail_at_once

    def save(self, commit=True):
        profile = super().save(commit)
        person = profile.user
        User.objects.filter(pk=person.pk).update(mail_at_once=self.cleaned_data["mail_at_once"])
        return profile


NotificationsSettingsPanel.form_class = NotificationsForm
