"""The screen of a new term, and the button that takes one back before it is public."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.approval import outcome
from home.approval.bundle import is_waiting_for_approval
from home.approval.refusal import ApprovalRefused
from home.approval.save_bar import NextStep
from home.approval.service import submit
from home.approval.write_lock import lock_writes
from home.editing.whole import respond_incomplete, respond_outdated
from home.models import only_council

from ..models import Term
from ..next_term import ONE_DAY, find_drafted_term, find_newest_term
from ..sheet.days import write_day
from .new_term import NewTermForm, store_new_term
from .roster_views import ANSWER_FIRST, people_choices
from .undo_new_term import undo_new_term
from .views import describe_new, read_answers

MAY = ("networks.add_term", "networks.change_term")
FAULTY = gettext_lazy("Mitään ei tallennettu. Korjaa merkityt kohdat.")
CHANGED = gettext_lazy(
    "Joku muu on sillä välin muuttanut nykyistä toimikautta. Mitään ei tallennettu."
)
FIRST = gettext_lazy("Julkista toimikautta ei vielä ole. Lisää ensimmäinen toimikausi tällä.")
CHANGED_SINCE = gettext_lazy(
    "Edellistä toimikautta on muutettu uuden aloittamisen jälkeen, joten sen päättymispäivä jäi "
    "luonnokseen. Tarkista se."
)


class NewTermView(WagtailAdminTemplateMixin, FormView):
    """Drafts the next term with its people and the end of the newest, and sends both."""

    page_title = gettext_lazy("Uusi toimikausi")
    header_icon = "calendar"
    template_name = "admin/roster/new_term.html"
    form_class = NewTermForm

    @cached_property
    def newest(self) -> Term | None:
        return find_newest_term(only_council())

    @cached_property
    def drafted(self) -> Term | None:
        return find_drafted_term(self.newest)

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perms(MAY):
            raise PermissionDenied
        if self.newest is None:
            messages.info(request, FIRST)
            return redirect(Term.snippet_viewset.get_url_name("add"))
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_begin(self) -> bool:
        return not self.drafted and not is_waiting_for_approval(self.newest)

    def get_form_kwargs(self):
        return {
            "data": self.request.POST or None,
            "newest": self.newest,
            "answers": read_answers(self.request),
        }

    def post(self, request, *args, **kwargs):
        lock_writes()
        if not self.may_begin:
            return respond_outdated(request, CHANGED)
        if request.POST.get("version") != str(self.newest.latest_revision_id or ""):
            return respond_outdated(request, CHANGED)
        form = self.get_form()
        if not form.is_whole():
            return respond_incomplete(request)
        if not form.is_valid() or form.plan.unanswered:
            return self.form_invalid(form)
        return self.form_valid(form)

    def form_invalid(self, form):
        is_open = form.is_valid()
        doubts = form.plan.doubts if is_open else []
        messages.error(self.request, ANSWER_FIRST if is_open else FAULTY)
        context = self.get_context_data(form=form, doubts=doubts)
        return self.render_to_response(context, status=422)

    def form_valid(self, form):
        term = store_new_term(form, self.request.user)
        self.report_deputies(form.left_without_member)
        also = " ".join(filter(None, [describe_end(term), describe_new(form.plan)]))
        act = self.send(term)
        outcome.add_outcome_message(self.request, act, [term], also)
        return redirect("edit_roster", term.pk)

    def send(self, term) -> str:
        """Send the term for approval if the user pressed so; return what was done."""
        if "send" not in self.request.POST:
            return outcome.SAVE
        try:
            submit(term, self.request.user)
        except ApprovalRefused as refusal:
            words = _("Luonnos tallennettiin, mutta sitä ei lähetetty. %(reason)s")
            messages.warning(self.request, words % {"reason": refusal.message})
            return outcome.SAVE
        return outcome.SEND

    def report_deputies(self, names) -> None:
        if names:
            words = _("Näiden varsinainen jäsen ei jatka, joten he ovat paikan varajäseniä: %(n)s.")
            messages.info(self.request, words % {"n": ", ".join(names)})

    def get_context_data(self, **kwargs):
        own = {
            "newest": self.newest,
            "drafted": self.drafted,
            "is_waiting": is_waiting_for_approval(self.newest),
            "version": self.newest.latest_revision_id or "",
        }
        if self.may_begin:
            form = kwargs.setdefault("form", self.get_form())
            own["people"] = people_choices(form.roster.known)
            own["send_label"] = NextStep(None, Term, self.request.user).label
        else:
            kwargs["form"] = None
        return super().get_context_data(**kwargs) | own

    def get_breadcrumbs_items(self):
        terms = {"url": reverse(Term.snippet_viewset.get_url_name("list")), "label": "Toimikaudet"}
        return [*super().get_breadcrumbs_items(), terms, {"url": "", "label": self.page_title}]


def describe_end(term: Term) -> str:
    """Return which term ends by the same approval; empty if none has to."""
    ending = term.find_term_to_end()
    if ending is None:
        return ""
    last_day = write_day(term.starts - ONE_DAY, "day")
    words = _("Toimikausi %(term)s päättyy samalla %(day)s.")
    return words % {"term": ending, "day": last_day}


class UndoNewTerm(View):
    """Deletes the draft of a new term, and the draft of the end of the term before it.

    The bin reports the deletion.
    """

    http_method_names = ["post"]

    def post(self, request, pk):
        if not request.user.has_perms(MAY):
            raise PermissionDenied
        term = get_object_or_404(Term, pk=pk)
        try:
            is_restored = undo_new_term(term, request.user)
        except ApprovalRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("edit_roster", pk)
        if not is_restored:
            messages.warning(request, CHANGED_SINCE)
        return redirect(Term.snippet_viewset.get_url_name("list"))
