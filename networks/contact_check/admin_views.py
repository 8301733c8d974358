"""The screens of the secretariat: the yearly check, and one proposal with before and now."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.approval import outcome
from home.approval.refusal import ApprovalRefused

from ..models import ContactCheck, ContactCheckSettings, ContactProposal, Person
from .accepting import accept, list_proposed_changes
from .sending import AGAIN, list_people_to_ask, send_checks

MAY = "networks.change_person"
SHOWN = 200


class MonthForm(forms.ModelForm):
    """The month in which the requests are sent by themselves."""

    month = forms.TypedChoiceField(
        label=gettext_lazy("Milloin pyynnöt lähtevät itsestään"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("Kuukauden ensimmäisenä arkiaamuna kello kahdeksan jälkeen."),
    )

    class Meta:
        model = ContactCheckSettings
        fields = ["month"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        months = [(number, capfirst(str(name))) for number, name in MONTHS.items()]
        self.fields["month"].choices = [("", _("Ei itsestään")), *months]


class OfSecretariat(WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who may change people."""

    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        people = reverse(Person.snippet_viewset.get_url_name("list"))
        own = [{"url": people, "label": _("Henkilöt")}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *own]


class ContactChecksView(OfSecretariat):
    """Who was asked and who has answered; the month; and a button that asks at once."""

    page_title = gettext_lazy("Yhteystietojen tarkistus")
    template_name = "admin/networks/contact_checks.html"

    def post(self, request):
        if "send" in request.POST:
            number = send_checks(timezone.now(), AGAIN)
            words = ngettext(
                "Tarkistuspyyntö lähtee %(number)s henkilölle.",
                "Tarkistuspyynnöt lähtevät %(number)s henkilölle.",
                number,
            )
            messages.success(request, words % {"number": number})
            return redirect("contact_checks")
        form = MonthForm(request.POST, instance=ContactCheckSettings.load())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        form.save()
        messages.success(request, _("Kuukausi on tallennettu."))
        return redirect("contact_checks")

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", MonthForm(instance=ContactCheckSettings.load()))
        return super().get_context_data(**kwargs) | {
            "people": list_people_to_ask(timezone.now(), AGAIN),
            "checks": ContactCheck.objects.select_related("person")[:SHOWN],
            "proposals": ContactProposal.objects.select_related("person", "network"),
        }


class ContactProposalView(OfSecretariat):
    """One proposal, with the old and new values; accepting it also sends it for approval."""

    page_title = gettext_lazy("Ehdotus tietojen muutokseksi")
    template_name = "admin/networks/contact_proposal.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        found = ContactProposal.objects.select_related("person", "network")
        self.proposal = get_object_or_404(found, pk=kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.proposal.target)

    def post(self, request, pk):
        if "accept" not in request.POST or not self.proposal.values:
            self.proposal.delete()
            messages.success(request, _("Ehdotus on käsitelty ja poistettu. Mitään ei muutettu."))
            return redirect("wagtailadmin_home")
        target = self.proposal.target
        try:
            is_sent = accept(self.proposal, request.user)
        except ApprovalRefused as refusal:
            words = _("Mitään ei muutettu. %(reason)s")
            messages.error(request, words % {"reason": refusal.message})
            return redirect(request.path)
        also = "" if is_sent else _("Luonnoksessa on muitakin muutoksia: tarkista ja lähetä se.")
        act = outcome.SEND if is_sent else outcome.SAVE
        outcome.add_outcome_message(request, act, [target], also)
        return redirect("wagtailadmin_home")

    def get_context_data(self, **kwargs):
        target = self.proposal.target
        return super().get_context_data(**kwargs) | {
            "proposal": self.proposal,
            "changes": list_proposed_changes(self.proposal),
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(target),
        }
