"""Views that list pending changes and let a second person confirm or refuse them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from . import service
from .forms import ChangeDecisionForm
from .models import PendingChange

SHOWN = 50
CONFIRM = "duties.confirm_pendingchange"


def may_see_change(user, change) -> bool:
    """Return whether the user may read the change: its requester, and those who may confirm it."""
    mine = user.pk in (change.requested_by_id, change.decided_by_id)
    return mine or user.has_perm(CONFIRM) or service.may_confirm_change(user, change)


def list_visible_changes(user) -> list[PendingChange]:
    """Return the newest changes that the user may read, waiting ones first."""
    changes = PendingChange.objects.select_related("requested_by", "decided_by")
    if not user.has_perm(CONFIRM):
        waiting = [c.pk for c in changes.waiting() if service.may_confirm_change(user, c)]
        changes = changes.filter(Q(requested_by=user) | Q(decided_by=user) | Q(pk__in=waiting))
    return sorted(changes[:SHOWN], key=lambda change: not change.is_waiting)


@require_http_methods(["GET", "HEAD"])
def pending_changes_view(request):
    """List the waiting and the recently decided changes."""
    changes = list_visible_changes(request.user)
    rows = [(change, service.may_confirm_change(request.user, change)) for change in changes]
    return render(request, "admin/duties/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def pending_change_view(request, pk):
    """Show one change to those involved, and let them decide."""
    change = get_object_or_404(PendingChange, pk=pk)
    if not may_see_change(request.user, change):
        raise PermissionDenied
    form = ChangeDecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            messages.success(
                request, decide_on_change(request, change, form.cleaned_data["reason"])
            )
            return redirect("pending_change", pk)
        except service.ChangeNotAllowed as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(
        request, "admin/duties/change.html", make_context(request, change, form), status=status
    )


def make_context(request, change, form) -> dict:
    user = request.user
    return {
        "change": change,
        "form": form,
        "people": service.list_confirmers(change) if change.is_waiting else [],
        "may_confirm": service.may_confirm_change(user, change),
        "may_confirm_alone": not service.may_confirm_change(user, change)
        and service.may_confirm_own_change(user, change),
        "may_cancel": change.is_waiting and change.requested_by_id == user.pk,
    }


def decide_on_change(request, change, reason) -> str:
    """Carry out the chosen action; return the message for the user."""
    if "confirm" in request.POST:
        service.confirm_change(change, request.user, reason)
        return _("Muutos on vahvistettu, ja se on nyt voimassa.")
    if "refuse" in request.POST:
        service.refuse_change(change, request.user, reason)
        return _("Muutos on hylätty. Mikään ei muuttunut.")
    if "cancel" in request.POST:
        service.cancel_change(change, request.user)
        return _("Muutos on peruttu. Mikään ei muuttunut.")
    raise service.ChangeNotAllowed(_("Valitse, mitä muutokselle tehdään."))
