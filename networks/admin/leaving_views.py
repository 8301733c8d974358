"""The guided screen for a person who leaves: mandates, what they have in hand, and the account."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.approval import outcome
from home.approval.bundle import is_draft, is_waiting_for_approval
from home.approval.refusal import ApprovalRefused
from home.approval.save_bar import NextStep
from home.approval.service import submit
from home.editing.whole import respond_incomplete, respond_outdated
from home.extension_points import Leaver, ToDo
from home.leaving import find_account_of, gather_unfinished
from home.models import only_council

from ..models import Person, Term
from .leaving import LeavingForm
from .roster import latest_version
from .roster_views import ANSWER_FIRST, people_choices
from .sheet_import import import_rows
from .views import describe_new, read_answers

FAULTY = gettext_lazy("Mitään ei tallennettu. Korjaa merkityt kohdat.")


class LeavingView(WagtailAdminTemplateMixin, FormView):
    """Ends the mandates of a person with those who follow, and lists what else is left to do."""

    page_title = gettext_lazy("Henkilö lähtee")
    header_icon = "user"
    template_name = "admin/roster/leaving.html"
    form_class = LeavingForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(Person, pk=kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("networks.change_term"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.person)

    @cached_property
    def term(self) -> Term | None:
        """Return the public term of today or, between terms, the newest."""
        terms = Term.objects.filter(body=only_council(), live=True)
        return terms.on(timezone.localdate()).first() or terms.newest_first().first()

    @property
    def is_waiting(self) -> bool:
        return self.term is not None and is_waiting_for_approval(self.term)

    def get_form_kwargs(self):
        data = self.request.POST or None
        return {"data": data, "person": self.person, "term": self.term}

    def post(self, request, *args, **kwargs):
        if self.term is None:
            return redirect(request.path)
        if request.POST.get("version") != str(self.term.latest_revision_id or ""):
            words = _("Joku muu on sillä välin muuttanut toimikautta. Mitään ei tallennettu.")
            return respond_outdated(request, words)
        form = self.get_form()
        if not form.is_whole():
            return respond_incomplete(request)
        return self.form_valid(form) if form.is_valid() else self.show(form)

    def form_valid(self, form):
        version, answers = self.request.POST["version"], read_answers(self.request)
        rows = form.list_sheet_rows()
        try:
            plan = import_rows(self.term.pk, version, rows, self.request.user, answers)
        except ApprovalRefused as refusal:
            return respond_outdated(self.request, refusal.message)
        for fault in plan.faults:
            form.add_error(f"successor-{fault.row}", f"{fault.column}: {fault.message}")
        if plan.faults:
            return self.show(form)
        if plan.unanswered:
            return self.show(form, ANSWER_FIRST, plan.doubts)
        self.send(describe_new(plan))
        return redirect(f"{self.request.path}?tallennettu=1")

    def send(self, also: str) -> None:
        """Send the term for approval if the user pressed so, and say what the database holds."""
        term, act = Term.objects.get(pk=self.term.pk), outcome.SAVE
        if "send" in self.request.POST and is_draft(term):
            try:
                submit(term, self.request.user)
                act = outcome.SEND
            except ApprovalRefused as refusal:
                words = _("Luonnos tallennettiin, mutta sitä ei lähetetty. %(reason)s")
                messages.warning(self.request, words % {"reason": refusal.message})
        outcome.add_outcome_message(self.request, act, [term], also)

    def show(self, form, reason=FAULTY, doubts=()):
        messages.error(self.request, reason)
        context = self.get_context_data(form=form, doubts=doubts)
        return self.render_to_response(context, status=422)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        leaver = Leaver(
            str(self.person), find_account_of(str(self.person), self.person.contact_email)
        )
        return context | {
            "person": self.person,
            "term": self.term,
            "version": self.term.latest_revision_id or "" if self.term else "",
            "is_waiting": self.is_waiting,
            "shows_form": bool(form.rows) and not self.is_waiting and not self.is_done,
            "is_done": self.is_done,
            "state": self.list_state(),
            "unfinished": [*self.list_elsewhere(), *gather_unfinished(leaver, self.request.user)],
            "people": people_choices(form.roster.known) if form.roster else [],
            "send_label": NextStep(self.term, Term, self.request.user).label if self.term else "",
        }

    @property
    def is_done(self) -> bool:
        return "tallennettu" in self.request.GET

    def list_state(self) -> list[str]:
        """Return what the newest version of the term says of the person, and whether it waits."""
        if self.term is None:
            return []
        mandates = latest_version(self.term).mandates.all()
        own = [mandate for mandate in mandates if mandate.person_id == self.person.pk]
        return [f"{m.seat}, {m.get_role_display()}: {m.period}" for m in own]

    def list_elsewhere(self):
        """Yield the person's mandates in other terms, networks and outside bodies."""
        today = timezone.localdate()
        for term in Term.objects.exclude(pk=self.term and self.term.pk):
            version = latest_version(term)
            is_over = version.ends and version.ends < today
            if not is_over and any(m.person_id == self.person.pk for m in version.mandates.all()):
                address = reverse("edit_roster", args=[term.pk])
                text = _("Edustus toisessa toimikaudessa")
                yield ToDo(str(term), text, address, _("Avaa kokoonpano"))
        for network in self.person.networks_convened.all():
            address = reverse("wagtailadmin_pages:edit", args=[network.pk])
            text = _("Verkoston kokoonkutsuja: vaihda verkoston sivulla")
            yield ToDo(network.title, text, address, _("Avaa verkosto"))
        for appointment in self.person.appointments.select_related("nomination"):
            if appointment.ends is None or appointment.ends > today:
                page = appointment.nomination
                address = reverse("wagtailadmin_pages:edit", args=[page.pk])
                text = _("Edustus muussa toimielimessä: merkitse viimeinen päivä")
                yield ToDo(page.title, text, address, _("Avaa nimeäminen"))

    def get_breadcrumbs_items(self):
        people = reverse(Person.snippet_viewset.get_url_name("list"))
        own = [{"url": people, "label": _("Henkilöt")}, {"url": "", "label": str(self.person)}]
        return [*super().get_breadcrumbs_items(), *own]
