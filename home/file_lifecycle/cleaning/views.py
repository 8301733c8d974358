"""Views that clean a stored file, or upload the cleaned copy of a refused one."""

from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.approval.outcome import format_message
from home.documents.access import POLICIES, is_public
from home.documents.models import CouncilDocument
from home.file_lifecycle.admin_views import may_add_version
from home.file_lifecycle.forms import WAITS
from home.file_lifecycle.version_message import add_version_message
from home.file_lifecycle.versions import put_into_drafts
from home.inspection.inspecting import inspect_document
from home.inspection.words import describe_counts
from home.privacy.late import is_shown_by_waiting

from .copies import CannotClean, put_cleaned_copy
from .uploads import forget_cleaned_copy, take_cleaned_copy


def may_clean(user, document) -> bool:
    """Return whether the user may replace the file by a cleaned copy."""
    if document.erased or document.withdrawn_at:
        return False
    if document.was_published or is_public(document):
        return may_add_version(user, document)
    policy = POLICIES[CouncilDocument]
    return policy.user_has_permission_for_instance(user, "change", document)


@require_POST
def clean_file(request, document_id):
    """Replace a stored file by its cleaned copy, and report what remains."""
    document = get_object_or_404(CouncilDocument, pk=document_id)
    if not may_clean(request.user, document):
        raise PermissionDenied
    if not document.was_published and is_shown_by_waiting(document):
        messages.error(request, str(WAITS))
        return redirect("wagtaildocs:edit", document.pk)
    try:
        cleaned = put_cleaned_copy(document, request.user)
    except CannotClean as refusal:
        messages.error(request, str(refusal))
        if not CouncilDocument.objects.filter(pk=document.pk).exists():
            return redirect("wagtaildocs:index")
        return redirect("wagtaildocs:edit", document.pk)
    report_cleaned(request, cleaned)
    return redirect("wagtaildocs:edit", cleaned.document.pk)


def report_cleaned(request, cleaned) -> None:
    """Show messages about what was done, the pages concerned, and what is left in the copy."""
    document = cleaned.document
    if cleaned.is_new_version:
        done = _("Puhdistettu kopio on tallennettu uutena versiona. Vanha versio jäi talteen.")
        add_version_message(request, document, cleaned.changes, done)
    else:
        done = _("Puhdistettu kopio on nyt tiedoston tilalla. Alkuperäistä ei säilytetä.")
        messages.success(request, format_message([document.title], done))
    left = describe_counts(cleaned.inspection.counts)
    if left:
        words = _("Kopioon jäi: {left}. Poista se omalla koneellasi ja tuo tiedosto uudelleen.")
        messages.warning(request, words.format(left=left))
    if cleaned.inspection.findings:
        words = _("Kopiossa on vielä henkilötietoja. Katso alta, missä ne ovat.")
        messages.warning(request, words)


class CleanedCopyForm(forms.ModelForm):
    """Title, language and collection of a cleaned copy that is uploaded."""

    class Meta:
        model = CouncilDocument
        fields = ("title", "language", "collection")


class UploadCleanedCopy(WagtailAdminTemplateMixin, FormView):
    """Form view that uploads the cleaned copy of a refused file."""

    page_title = gettext_lazy("Tuo puhdistettu kopio")
    header_icon = "doc-full-inverse"
    template_name = "admin/inspection/bring.html"
    form_class = CleanedCopyForm

    def dispatch(self, request, *args, **kwargs):
        self.token = request.POST.get("kopio") or request.GET.get("kopio", "")
        found = take_cleaned_copy(self.token, request.user) if self.token else None
        if found is None:
            messages.error(request, _("Kopiota ei enää ole. Tuo tiedosto uudelleen."))
            return redirect("wagtaildocs:index")
        self.file, replaces = found
        self.replaces = CouncilDocument.objects.filter(pk=replaces).first() if replaces else None
        collections = POLICIES[CouncilDocument].collections_user_has_permission_for(
            request.user, "add"
        )
        self.collections = collections
        if not collections.exists() or (
            self.replaces and not may_add_version(request.user, self.replaces)
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        old = self.replaces
        new = CouncilDocument(
            title=old.title if old else PurePath(self.file.name).stem,
            language=old.language if old else CouncilDocument.Language.FINNISH,
            collection=old.collection if old else self.collections.first(),
            replaces=old,
            file=self.file,
        )
        form = CleanedCopyForm(self.request.POST or None, instance=new)
        form.fields["collection"].queryset = self.collections
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"token": self.token, "name": self.file.name}

    def form_valid(self, form):
        document = form.instance
        document.uploaded_by_user = self.request.user
        changes = []
        with transaction.atomic():
            if self.replaces:
                document.version_note = _("Tiedostosta poistettiin tiedot, jotka eivät näy.")
            document.save()
            if self.replaces:
                changes = put_into_drafts(self.replaces, document, self.request.user)
        forget_cleaned_copy(self.token)
        inspect_document(document)
        done = _("Puhdistettu kopio on tuotu. Tarkista se.")
        add_version_message(self.request, document, changes, done)
        return redirect("wagtaildocs:edit", document.pk)
