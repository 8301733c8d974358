"""The papers of a meeting in the admin: bring in many, then put them right in one table."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView
from modelcluster.forms import BaseChildFormSet, childformset_factory
from wagtail.admin.widgets import AdminDateInput

from home.approval.councils import council_of
from home.documents.access import is_public
from home.documents.models import CouncilDocument
from home.inspection.uploads import forget, take

from ...models import MeetingDocument, MeetingPage
from ..common import DraftView, edit_address
from .upload import FilesField, add_papers, tell


class PaperForm(forms.ModelForm):
    """One paper's row."""

    language = forms.ChoiceField(label="Kieli", choices=CouncilDocument.Language.choices)

    class Meta:
        model = MeetingDocument
        fields = ("kind", "title", "date", "document", "note")
        widgets = {
            "date": AdminDateInput,
            "document": forms.HiddenInput,
            "note": forms.HiddenInput,
        }

    def __init__(self, *args, mine, **kwargs):
        super().__init__(*args, **kwargs)
        document = mine.get(str(self["document"].value()))
        self.fields["document"].queryset = CouncilDocument.objects.filter(pk__in=list(mine))
        self.stored = document
        self.fields["language"].initial = document.language if document else "fi"
        self.fields["language"].required = False
        self.fields["language"].disabled = document is None or is_frozen(document)

    def store_language(self):
        """The language is the file's own, and no one's once readers have it."""
        document, language = self.cleaned_data.get("document"), self.cleaned_data.get("language")
        if document and language and language != document.language and not is_frozen(document):
            document.language = language
            document.save(update_fields=["language"])


def is_frozen(document) -> bool:
    return document.was_published or is_public(document)


Papers = childformset_factory(
    MeetingPage,
    MeetingDocument,
    form=PaperForm,
    formset=BaseChildFormSet,
    extra=0,
    can_order=True,
    can_delete=True,
)


class Files(DraftView, FormView):
    """Brings files in and shows all papers of the meeting in a table."""

    page_title = "Kokouksen tiedostot"
    template_name = "admin/meetings/files.html"

    def get_form(self, form_class=None):
        posted = self.request.POST if self.request.method == "POST" else None
        documents = [paper.document for paper in self.draft.documents.all() if paper.document]
        mine = {str(document.pk): document for document in documents}
        return Papers(posted, instance=self.draft, form_kwargs={"mine": mine})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"upload": UploadForm(), "edit_address": edit_address(self.page)}

    @transaction.atomic
    def form_valid(self, papers):
        papers.save(commit=False)
        for row in papers.forms:
            if row not in papers.deleted_forms:
                row.store_language()
        self.keep()
        messages.success(self.request, "Asiakirjat on tallennettu luonnokseen.")
        return redirect(edit_address(self.page))


class UploadForm(forms.Form):
    files = FilesField(
        label="Tiedostot",
        help_text="Valitse tai pudota tähän monta tiedostoa. Laji, päivä ja kieli ehdotetaan "
        "nimen ja sisällön mukaan, ja voit muuttaa niitä.",
    )


class BringIn(DraftView, FormView):
    """Takes in the files; those that may not come in are told one by one."""

    page_title = Files.page_title
    http_method_names = ["post"]
    form_class = UploadForm

    def post(self, request, *args, **kwargs):
        if "kopio" not in request.POST:
            return super().post(request, *args, **kwargs)
        token = request.POST["kopio"]
        if (found := take(token, request.user)) is None:
            messages.error(request, _("Kopiota ei enää ole. Tuo tiedosto uudelleen."))
            return redirect("meeting_files", self.page.pk)
        response = self.bring_in([found[0]])
        forget(token)
        return response

    def form_valid(self, form):
        return self.bring_in(form.cleaned_data["files"])

    @transaction.atomic
    def bring_in(self, files):
        before, user = len(self.draft.documents.all()), self.request.user
        refused = add_papers(self.draft, files, user, council_of(self.page))
        if added := len(self.draft.documents.all()) - before:
            self.keep()
            words = "1 tiedosto" if added == 1 else f"{added} tiedostoa"
            messages.success(self.request, f"{words} on tuotu luonnokseen.")
        tell(self.request, refused, self.page)
        return redirect("meeting_files", self.page.pk)

    def form_invalid(self, form):
        messages.error(self.request, " ".join(form.errors.get("files", ())))
        return redirect("meeting_files", self.page.pk)
