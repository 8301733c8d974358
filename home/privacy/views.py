"""The step between writing and submitting when personal data was found."""

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, WorkflowMixin

from home.approval import outcome
from home.approval.service import ApprovalRefused, submit
from home.text.personal_data import PersonalDataKind

from .check import (
    check_versions,
    get_reason,
    get_waiting_state,
    list_current_versions,
    store_reason,
)
from .forms import PrivacyReasonForm
from .keeping import has_joining_field, move_joining_details
from .signals import answered


def get_check_url(obj) -> str:
    """Return the URL of the findings of a page, term or other object."""
    return reverse("check_privacy", args=[obj._meta.label_lower, obj.pk])


def get_object_to_check(user, label: str, key: str):
    """Return the object that the URL names, if the user may edit it."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, WorkflowMixin):
        raise Http404
    obj = get_object_or_404(model, pk=unquote(key))
    if not may_edit_object(user, obj):
        raise PermissionDenied
    return obj


def may_edit_object(user, obj) -> bool:
    if isinstance(obj, Page):
        return obj.permissions_for_user(user).can_edit()
    return user.has_perm(f"{obj._meta.app_label}.change_{obj._meta.model_name}")


class CheckView(WagtailAdminTemplateMixin, FormView):
    """Show the findings, where they are and what to do; with a reason, the text can be sent."""

    page_title = gettext_lazy("Henkilötietojen tarkistus")
    header_icon = "no-view"
    template_name = "admin/privacy/check.html"
    form_class = PrivacyReasonForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.obj = get_object_to_check(request.user, kwargs["label"], kwargs["pk"])
        self.waiting = get_waiting_state(self.obj)
        versions = list_current_versions(self.obj)
        self.check = check_versions(versions)
        self.page_subtitle = str(versions[0])
        self.edit_address = AdminURLFinder(request.user).get_edit_url(self.obj)

    @property
    def may_answer(self) -> bool:
        """Return whether the user may give the reason: not if they are an assignee themselves."""
        assignments = self.waiting and self.waiting.assignments.active()
        return not (assignments and assignments.filter(person=self.request.user).exists())

    @property
    def may_keep_joining(self) -> bool:
        """Return whether joining links can be moved to the joining details.

        A text that waits for an approval is not changed.
        """
        links = any(finding.kind == PersonalDataKind.JOINING for finding in self.check.findings)
        return links and self.waiting is None and has_joining_field(self.obj)

    def post(self, request, *args, **kwargs):
        if "keep_joining" in request.POST:
            return self.keep_joining()
        return super().post(request, *args, **kwargs)

    def keep_joining(self):
        """Move the links out of the draft into the field that only staff see."""
        if not self.may_keep_joining:
            raise PermissionDenied
        draft = self.obj.get_latest_revision_as_object()
        if move_joining_details(draft):
            draft.save_revision(user=self.request.user, log_action=True)
            message = _(
                "Linkki on luonnoksessa kohdassa ”Liittymistiedot kutsutuille”, jonka vain "
                "henkilökunta näkee. Lukijat näkevät sen tilalla sanan ”Etäyhteys”. Tarkista "
                "luonnos ja lähetä se hyväksyttäväksi."
            )
            messages.success(self.request, message)
        stored = type(self.obj)._default_manager.get(pk=self.obj.pk)
        left = check_versions(list_current_versions(stored)).needs_reason
        return redirect(get_check_url(self.obj) if left else self.edit_address)

    def get_breadcrumbs_items(self):
        own = {"url": self.edit_address, "label": self.page_subtitle}
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), own, here]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "check": self.check,
            "reason": get_reason(self.obj, self.check),
            "waiting": self.waiting,
            "may_answer": self.may_answer,
            "may_keep_joining": self.may_keep_joining,
            "edit_address": self.edit_address,
        }

    def form_valid(self, form):
        if not self.may_answer:
            raise PermissionDenied
        try:
            self.answer(form.cleaned_data["reason"])
        except ApprovalRefused as refusal:
            messages.error(self.request, refusal.message)
            return redirect(get_check_url(self.obj))
        if self.waiting:
            words = _("Perustelu on tallennettu, ja hyväksyjä saa siitä viestin: ”%(title)s”.")
            messages.success(self.request, words % {"title": self.page_subtitle})
        else:
            outcome.add_outcome_message(self.request, outcome.SEND, [self.obj])
        return redirect("wagtailadmin_home")

    @transaction.atomic
    def answer(self, reason):
        store_reason(self.obj, self.request.user, reason, self.check)
        if self.waiting:
            answered.send(type(self.waiting), task_state=self.waiting, reason=reason)
        else:
            submit(self.obj, self.request.user)
