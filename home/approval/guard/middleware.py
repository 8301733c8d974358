"""The guard around writing views of the admin: no view of Wagtail bypasses the approval.

From the outside in: `report_outcome` reports after the commit what was stored, `ApprovalGuard`
turns refusals into responses, `SerialisedWrites` runs one writing view at a time in a transaction.
A POST request goes through: lock and transaction, the checks (`checks.CHECKS`), and the view, which
raises `ApprovalRefused` where a deeper rule is broken; then rollback and a message with the reason.
A text that could not be submitted is kept as a draft: the view runs again without submitting.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import outcome
from ..refusal import ApprovalRefused
from ..waiting import get_waiting_workflow
from ..write_lock import lock_writes
from .answers import make_refusal_response
from .checks import CHECKS, refuse_second_council
from .request_targets import (
    ACCESS,
    SENDING,
    concerns_approval,
    get_changed_objects,
    get_created_or_named,
    get_named_object,
    is_guarded_write,
)

KEPT = gettext_lazy("Tekstisi on tallessa luonnoksena, mutta sitä ei lähetetty.")


class RefusedResponse(HttpResponse):
    """The response of a refused view until the rollback; then the guard replaces it."""

    def __init__(self, refused: ApprovalRefused):
        super().__init__(status=409)
        self.refused = refused


class SerialisedWrites:
    """Run writing requests one at a time, each in a transaction; roll back on an error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_guarded_write(request):
            return self.get_response(request)
        with transaction.atomic():
            lock_writes()
            return self.get_response(request)

    def process_exception(self, request, exception):
        if is_guarded_write(request):
            transaction.set_rollback(True)


class ApprovalGuard:
    """Refuse what the approval forbids, in whichever view."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not isinstance(response, RefusedResponse):
            return response
        if (
            is_guarded_write(request)
            and is_submitting(request)
            and response.refused.code != "waiting"
        ):
            return self.keep_as_draft(request, response.refused)
        return make_refusal_response(request, response.refused)

    def process_view(self, request, view, args, kwargs):
        # The view comes first: reading request.user on a public page would add Vary: Cookie.
        if not concerns_approval(request.resolver_match) or not request.user.has_perm(ACCESS):
            return None  # Wagtail itself redirects to the login
        try:
            refuse_second_council(request)
            if is_guarded_write(request):
                for check in CHECKS:
                    check(request)
                if "action-cancel-workflow" in request.POST:
                    return cancel_approval(request)
        except ApprovalRefused as refused:
            return make_refusal_response(request, refused)
        return None

    def process_exception(self, request, exception):
        return RefusedResponse(exception) if isinstance(exception, ApprovalRefused) else None

    def keep_as_draft(self, request, refused):
        """Store the text without submitting it, and report both."""
        request.POST = request.POST.copy()
        for name in SENDING:
            request.POST.pop(name, None)
        response = self.get_response(request)
        if isinstance(response, RefusedResponse):
            return make_refusal_response(request, response.refused)
        messages.error(request, f"{refused.message} {describe_draft_state(request, response)}")
        return response


def report_outcome(get_response):
    """Report the outcome of an action after the commit, in place of Wagtail's own messages."""

    def middleware(request):
        response = get_response(request)
        if is_guarded_write(request):
            messages.set_level(request, messages.INFO)
            add_outcome(request, response)
        return response

    def process_view(request, view, args, kwargs):
        if (
            is_guarded_write(request)
            and request.user.has_perm(ACCESS)
            and outcome.get_requested_act(request)
        ):
            messages.set_level(request, messages.WARNING)

    middleware.process_view = process_view
    return middleware


def add_outcome(request, response):
    """Add the message of the action, unless it was refused or the form has errors."""
    if (
        response.status_code != 302
        or not request.accepts("text/html")
        or outcome.was_refused(request)
    ):
        return
    act, objects = outcome.get_requested_act(request), get_changed_objects(request)
    if act and objects:
        outcome.add_outcome_message(request, act, objects, getattr(request, "outcome_also", ""))


def is_submitting(request) -> bool:
    """Return whether the request submits a text for approval."""
    return any(name in request.POST for name in SENDING)


def cancel_approval(request):
    """Cancel the approval without saving the form.

    Wagtail would also save the form, which is empty while the text is locked.
    """
    obj = get_named_object(request.resolver_match)
    state = get_waiting_workflow(obj) if obj else None
    if state is None:
        raise ApprovalRefused(_("Hyväksyntä on jo päättynyt."), "ended")
    if not state.user_can_cancel(request.user):
        raise ApprovalRefused(_("Vain lähettäjä voi perua lähetyksen."), "not_yours")
    state.cancel(user=request.user)
    return redirect(request.path)


def describe_draft_state(request, response) -> str:
    """Return a sentence on where the unsubmitted text is; a form with errors stored nothing."""
    obj = get_created_or_named(request) if response.status_code == 302 else None
    if obj is None:
        return _("Tekstiä ei lähetetty eikä tallennettu. Korjaa ensin lomakkeen virheet.")
    request.kept_as_draft = True
    obj = type(obj)._default_manager.get(pk=obj.pk)
    return f"{KEPT} {outcome.describe_public_state(obj)}"
