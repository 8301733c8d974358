"""The view of the approval settings."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from home.approval.models import ApprovalSettings
from home.approval.reassigning import reassign
from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write
from home.pending_changes.asking import ask_and_redirect
from home.pending_changes.kinds import get_settings_state
from home.pending_changes.models import PendingChange

from .settings_form import ApprovalSettingsForm
from .warnings import list_warnings

MAY_SEE, MAY_CHANGE = "approval.view_approvalsettings", "approval.change_approvalsettings"


@permission_required(MAY_SEE, raise_exception=True)
def approval_settings_view(request):
    may_change = request.user.has_perm(MAY_CHANGE)
    posted = request.POST if request.method == "POST" and may_change else None
    form = ApprovalSettingsForm(posted, instance=ApprovalSettings.load())
    if not may_change:
        for field in form.fields.values():
            field.disabled = True
    if posted is not None and form.is_valid():
        if form.decides_who_approves():
            return ask_second_person(form, request)
        save_settings(form, request)
        return redirect("approval_settings")
    context = {"form": form, "may_change": may_change, "warnings": list_warnings()}
    return render(request, "admin/approval/settings.html", context)


def ask_second_person(form, request):
    """Request confirmation of the change by a second person."""
    return ask_and_redirect(
        request,
        PendingChange.Kind.SETTINGS,
        title=_("Hyväksymisen asetukset"),
        lines=form.lines(),
        before=get_settings_state(),
        after=form.state(),
    )


@transaction.atomic
def save_settings(form, request):
    """Save the settings, log the changes, and reassign waiting texts."""
    changes, settings = form.changes(), form.save()
    if changes:
        write(
            ApprovalRecord.Action.SETTINGS,
            settings,
            actor=request.user,
            channel=ApprovalRecord.Channel.LOGIN,
            comment=changes,
        )
        reassign()
    messages.success(request, "Hyväksymisen asetukset on tallennettu.")
