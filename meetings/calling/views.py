"""The screen that calls a meeting, and shows who comes once it has been called."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.approval import outcome
from home.approval.refusal import ApprovalRefused
from home.approval.save_bar import NextStep
from home.approval.service import submit
from home.privacy.views import get_check_url

from ..edit_address import page_edit_address
from ..models import MeetingCall, MeetingPage
from .attending import Answers
from .people import (
    describe_missing_addresses,
    list_called_people,
    list_failed_mails,
    list_mandates,
)
from .quorum import find_quorum
from .sending import invite, list_uncalled, lock_call


class CallForm(forms.ModelForm):
    """The subject and the greeting of the call; the rest of the mail is made of the meeting."""

    class Meta:
        model = MeetingCall
        fields = ("subject", "greeting")
        widgets = {"greeting": forms.Textarea(attrs={"rows": 4})}


class CallView(WagtailAdminTemplateMixin, FormView):
    page_title = "Kutsu kokous"
    header_icon = "mail"
    template_name = "admin/meetings/call.html"
    form_class = CallForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(MeetingPage, pk=kwargs["page_pk"])
        self.draft = self.page.get_latest_revision_as_object()
        self.page_subtitle = self.draft.get_admin_display_title()
        self.call = MeetingCall.objects.filter(meeting=self.page).first()

    def dispatch(self, request, *args, **kwargs):
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "drop" in request.POST:
            return self.drop()
        if "rest" in request.POST:
            return self.call_the_rest()
        if self.why_not:
            messages.error(request, self.why_not)
            return self.render_to_response(self.get_context_data(), status=409)
        return super().post(request, *args, **kwargs)

    @cached_property
    def people(self) -> list:
        return list_called_people(list_mandates(self.draft.date))

    @cached_property
    def why_not(self) -> str:
        """Return why the meeting cannot be called now; empty if it can."""
        states = MeetingPage.State
        if self.draft.is_example:
            return _("Kokous on esimerkki, joten sitä ei kutsuta koolle.")
        if self.draft.state == states.CANCELLED:
            return _("Kokous on peruttu, joten sitä ei kutsuta koolle.")
        if self.draft.state == states.HELD or not self.draft.is_upcoming:
            return _("Kokous on jo pidetty, joten sitä ei enää kutsuta koolle.")
        if self.page.permissions_for_user(self.request.user).page_locked():
            return _(
                "Kokous odottaa hyväksyntää tai joku on lukinnut sen. Peru ensin lähetys, jos "
                "haluat muuttaa kutsua."
            )
        return ""

    def get_form_kwargs(self):
        call = self.call or MeetingCall(meeting=self.page)
        initial = {"subject": call.subject or self.proposed_subject}
        return super().get_form_kwargs() | {"instance": call, "initial": initial}

    @property
    def proposed_subject(self) -> str:
        return _("Kutsu: %(title)s") % {"title": self.draft.title}

    def form_invalid(self, form):
        messages.error(self.request, _("Kutsua ei lähetetty. Korjaa merkityt kohdat."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def form_valid(self, form):
        with transaction.atomic():
            self.draft.state = MeetingPage.State.CALLED
            revision = self.draft.save_revision(
                user=self.request.user, log_action=True, clean=False
            )
            call = form.save(commit=False)
            call.requested_by, call.version, call.waits = self.request.user, revision.pk, True
            call.save()
        return self.submit()

    def submit(self):
        """Send the stored draft for approval, or say why it only was stored."""
        try:
            submit(self.page, self.request.user)
        except ApprovalRefused as refusal:
            words = _(
                "Kutsu tallennettiin, mutta sitä ei lähetetty hyväksyttäväksi. %(reason)s Kutsu "
                "lähtee, kun kokous on hyväksytty."
            )
            messages.warning(self.request, words % {"reason": refusal.message})
            is_privacy = refusal.code == "privacy"
            return redirect(
                get_check_url(self.page) if is_privacy else page_edit_address(self.page)
            )
        also = _("Kutsu lähtee sähköpostilla, kun kokous on julkaistu.")
        outcome.add_outcome_message(self.request, outcome.SEND, [self.page], also)
        return redirect(self.get_own_address())

    def get_own_address(self) -> str:
        return reverse("call_meeting", args=[self.page.pk])

    def drop(self):
        """Leave a call that waits unsent; the meeting itself stays as it is."""
        changed = MeetingCall.objects.filter(meeting=self.page, waits=True).update(waits=False)
        if changed:
            messages.success(self.request, _("Kutsua ei lähetetä. Kokous on ennallaan."))
        else:
            messages.info(self.request, _("Kutsu ei odottanut lähettämistä."))
        return redirect(self.get_own_address())

    def call_the_rest(self):
        """Mail the call to those who can be mailed now and could not be when it was sent."""
        with transaction.atomic():
            call = self.call and lock_call(self.call.pk)
            is_open = call and call.sent_at and call.meeting.live and call.meeting.is_upcoming
            people = list_uncalled(call) if is_open else []
            number = sum(invite(call, each) for each in people)
        words = ngettext("Kutsu lähetettiin yhdelle.", "Kutsu lähetettiin %(number)s:lle.", number)
        if number:
            messages.success(self.request, words % {"number": number})
        else:
            messages.info(self.request, _("Ketään ei ollut kutsumatta."))
        return redirect(self.get_own_address())

    def get_context_data(self, **kwargs):
        is_called = self.call is not None and self.call.sent_at is not None
        answers = Answers(self.call, self.page.date) if is_called else None
        return super().get_context_data(**kwargs) | {
            "meeting": self.draft,
            "call": self.call,
            "why_not": self.why_not,
            "people": self.people,
            "missing": describe_missing_addresses(self.people),
            "failed": list_failed_mails(self.people),
            "uncalled": list_uncalled(self.call) if is_called else [],
            "answers": answers,
            "quorum": find_quorum(answers.members) if answers else None,
            "send_label": NextStep(self.page, type(self.page), self.request.user).label,
        }

    def get_breadcrumbs_items(self):
        own = {"url": page_edit_address(self.page), "label": self.page_subtitle}
        return [*super().get_breadcrumbs_items(), own, {"url": "", "label": self.page_title}]
