"""The view that turns proposals for a nomination into appointments."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from home.approval.write_lock import lock_writes
from home.incoming.days import Direction
from home.incoming.fields import DayFormField
from home.incoming.text import comparison_key

from ..deciding import deciding_page_chooser, limit_to_deciding_pages
from ..models import Appointment, NominationPage, Organisation, Person, Proposal
from ..overlaps import too_many_named
from ..sheet.days import write_day

NOBODY = "Valitse ainakin yksi nimettävä."
EARLY = "Nimeämisestä ei voi päättää ennen kuin haku on päättynyt {}."
BACKWARDS = "Edustus ei voi päättyä ennen kuin se alkaa."
ALREADY = "{} on jo nimettyjen joukossa."
NAMESAKES = "Henkilöissä on monta samannimistä: {}. Lisää hänet nimeämisen omalla lomakkeella."
WAITS = "Nimeäminen odottaa hyväksyntää, eikä sitä voi nyt muuttaa. Peru lähetys ensin."
CHANGED = "Joku muu on sillä välin muuttanut nimeämistä. Mitään ei tallennettu: tarkista uudelleen."


class AppointeesForm(WagtailAdminModelForm):
    """Which of the proposed people the council has named, when, and from what day on."""

    starts = DayFormField(label="Edustus alkaa", direction=Direction.NEAREST, widget=AdminDateInput)
    ends = DayFormField(
        label="Edustus päättyy",
        required=False,
        widget=AdminDateInput,
        help_text="Viimeinen päivä. Jätä tyhjäksi, jos se ei ole tiedossa.",
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = NominationPage
        fields = ["meeting", "decided_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].required = True
        self.fields["meeting"].widget = deciding_page_chooser()
        limit_to_deciding_pages(self.fields["meeting"], self.instance.meeting_id)
        proposals = self.instance.proposals.one_for_each_candidate()
        self.proposals = list(proposals.order_by("last_name", "first_name"))
        for proposal in self.proposals:
            self.fields[f"role-{proposal.pk}"] = forms.ChoiceField(
                label=str(proposal),
                required=False,
                choices=[("", "ei nimetä"), *Appointment.Role.choices],
            )

    @property
    def rows(self) -> list[tuple]:
        """Return each proposal with its form field."""
        return [(proposal, self[f"role-{proposal.pk}"]) for proposal in self.proposals]

    @property
    def facts(self) -> list:
        return [self[name] for name in ("meeting", "decided_on", "starts", "ends")]

    def chosen(self) -> list[tuple[Proposal, str]]:
        roles = [(p, self.cleaned_data.get(f"role-{p.pk}")) for p in self.proposals]
        return [(proposal, role) for proposal, role in roles if role]

    def clean(self):
        cleaned = super().clean()
        decided, closes = cleaned.get("decided_on"), self.instance.closes_on
        if decided and closes and decided < closes:
            self.add_error("decided_on", EARLY.format(write_day(closes, "day")))
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", BACKWARDS)
        if not self.chosen():
            self.add_error(None, NOBODY)
        for proposal, _role in self.chosen():
            self.check_person(proposal)
        if not self.errors and (why := self.crowded()):
            self.add_error(None, why)
        return cleaned

    def check_person(self, proposal):
        known = people_named(proposal)
        if len(known) > 1:
            self.add_error(f"role-{proposal.pk}", NAMESAKES.format(proposal))
        elif known and any(a.person_id == known[0].pk for a in self.instance.appointments.all()):
            self.add_error(f"role-{proposal.pk}", ALREADY.format(proposal))

    def crowded(self) -> str:
        days = {name: self.cleaned_data[name] for name in ("starts", "ends")}
        new = [Appointment(role=role, **days) for _, role in self.chosen()]
        return too_many_named([*self.instance.appointments.all(), *new], self.instance.places)


def people_named(proposal) -> list[Person]:
    """Return the known people of that name, two at most."""
    same = {"first_name__iexact": proposal.first_name, "last_name__iexact": proposal.last_name}
    return list(Person.objects.filter(**same)[:2])


class ChooseAppointees(WagtailAdminTemplateMixin, FormView):
    """Adds the people chosen from the proposals to a draft of the nomination."""

    page_title = "Valitse nimettävät"
    header_icon = "clipboard-list"
    template_name = "admin/nominations/choose.html"
    form_class = AppointeesForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(NominationPage, pk=kwargs["pk"])
        self.draft = self.page.get_latest_revision_as_object()
        self.page_subtitle = self.draft.get_admin_display_title()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def dispatch(self, request, *args, **kwargs):
        permissions = self.page.permissions_for_user(request.user)
        if not (permissions.can_edit() and request.user.has_perm("networks.view_proposal")):
            raise PermissionDenied
        if permissions.page_locked():
            messages.error(request, WAITS)
            return redirect(self.edit_url)
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        lock_writes()
        self.page.refresh_from_db(fields=["latest_revision"])
        if str(self.page.latest_revision_id or "") != request.POST.get("version"):
            messages.error(request, CHANGED)
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.draft}

    def get_context_data(self, **kwargs):
        own = {"nomination": self.draft, "version": self.page.latest_revision_id or ""}
        return super().get_context_data(**kwargs) | own | {"edit_url": self.edit_url}

    def get_breadcrumbs_items(self):
        own = {"url": self.edit_url, "label": self.page_subtitle}
        return [*super().get_breadcrumbs_items(), own, {"url": "", "label": self.page_title}]

    def form_valid(self, form):
        new = appoint(form, self.request.user)
        words = _("Nimetyt ovat luonnoksessa. Tarkista ja lähetä hyväksyttäväksi.")
        if new:
            words += " " + _(
                "Luotiin luonnoksina: %(names)s. Ne hyväksytään nimeämisen mukana."
            ) % {"names": ", ".join(new)}
        messages.success(self.request, words)
        return redirect(self.edit_url)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


def appoint(form, user) -> list[str]:
    """Store the chosen people in a new version of the nomination; return names of new people."""
    draft, new = form.save(commit=False), []
    days = {name: form.cleaned_data[name] for name in ("starts", "ends")}
    bodies = {comparison_key(body.name): body for body in Organisation.objects.all()}
    for proposal, role in form.chosen():
        known = people_named(proposal)
        person = known[0] if known else new_person(proposal, user)
        if not known:
            new.append(str(person))
        body = bodies.get(comparison_key(proposal.organisation))
        draft.appointments.add(Appointment(person=person, role=role, organisation=body, **days))
    draft.save_revision(user=user, log_action=True)
    return new


def new_person(proposal, user) -> Person:
    """Create a draft of the person with the name only: other proposed data is for staff."""
    person = Person(first_name=proposal.first_name, last_name=proposal.last_name, live=False)
    person.save()
    person.save_revision(user=user)
    return person
