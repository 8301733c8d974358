"""The base view of a term's roster, and messages that the views share."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from home.approval.bundle import is_waiting_for_approval
from home.approval.refusal import ApprovalRefused

from ..models import Term


class TermView(TemplateView):
    """A view of one term, for users who may change it; a refusal becomes a message."""

    @cached_property
    def term(self) -> Term:
        return get_object_or_404(Term, pk=self.kwargs["pk"])

    @property
    def is_waiting(self) -> bool:
        return is_waiting_for_approval(self.term)

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("networks.change_term"):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except ApprovalRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("edit_roster", self.term.pk)

    def get_context_data(self, **kwargs):
        context = {
            "term": self.term,
            "version": self.term.latest_revision_id or "",
            "is_waiting": self.is_waiting,
            "form_url": reverse(Term.snippet_viewset.get_url_name("edit"), args=[self.term.pk]),
        }
        return super().get_context_data(**context | kwargs)


def describe_new(plan) -> str:
    """Return the names of new objects, so that the editor notices a typing error at once."""
    names = [entry.name for entry in plan.new_people.values()]
    names += [entry.seat for entry in plan.new_seats.values()]
    names += list(plan.new_bodies.values())
    if not names:
        return ""
    return _("Luotiin luonnoksina: %(names)s. Ne hyväksytään toimikauden mukana.") % {
        "names": ", ".join(names)
    }


def read_answers(request) -> dict[str, str]:
    """Return the answers to doubtful names."""
    return {key: value for key, value in request.POST.items() if key.startswith("doubt-")}
