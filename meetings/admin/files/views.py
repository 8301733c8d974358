"""The documents of a meeting in the admin: upload many, then correct them in one table."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from modelcluster.forms import BaseChildFormSet, childformset_factory
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents.widgets import AdminDocumentChooser

from home.approval.outcome import join_titles
from home.documents.access import is_public
from home.documents.models import CouncilDocument
from home.editing.whole import has_rows, respond_incomplete, respond_outdated
from home.file_lifecycle.cleaning.uploads import forget_cleaned_copy, take_cleaned_copy

from ...models import MeetingDocument, MeetingPage
from ..common import DraftView, page_edit_address
from .upload import FilesField, add_documents, report_refused


class DocumentRowForm(forms.ModelForm):
    """The row of one document."""

    language = forms.ChoiceField(label="Kieli", choices=CouncilDocument.Language.choices)

    class Meta:
        model = MeetingDocument
        fields = ("kind", "title", "date", "document", "note")
        widgets = {
            "date": AdminDateInput,
            "document": forms.HiddenInput,
        }

    def __init__(self, *args, mine, **kwargs):
        super().__init__(*args, **kwargs)
        document = mine.get(str(self["document"].value()))
        self.fields["document"].queryset = CouncilDocument.objects.filter(pk__in=list(mine))
        self.stored = document
        if document is None:
            self.fields["document"].queryset = CouncilDocument.objects.all()
            self.fields["document"].widget = AdminDocumentChooser()
        self.fields["language"].initial = document.language if document else "fi"
        self.fields["language"].required = False
        self.fields["language"].disabled = document is None or is_frozen(document)

    def store_language(self):
        """Store the language on the file, unless the file has ever been public."""
        document, language = self.cleaned_data.get("document"), self.cleaned_data.get("language")
        if document and language and language != document.language and not is_frozen(document):
            document.language = language
            document.save(update_fields=["language"])


def is_frozen(document) -> bool:
    return document.was_published or is_public(document)


class DocumentFormSet(BaseChildFormSet):
    def has_changed(self) -> bool:
        """Return whether the table differs from the draft.

        A form does not know the initial values of rows that only a draft holds, so the rows are
        compared with an untouched form set.
        """
        untouched = type(self)(instance=self.instance, form_kwargs=self.form_kwargs)
        if len(untouched.forms) != len(self.forms):
            return True
        return any(map(row_differs, self.forms, untouched.forms))


def row_differs(row, untouched) -> bool:
    return any(
        as_sent(row[name]) != as_sent(untouched[name])
        for name, field in row.fields.items()
        if not field.disabled
    )


def as_sent(field) -> str:
    """Return the value of a field as a browser would send it."""
    value = field.field.widget.format_value(field.value())
    value = value[0] if isinstance(value, list) and value else value
    return str(value or "")


DocumentRows = childformset_factory(
    MeetingPage,
    MeetingDocument,
    form=DocumentRowForm,
    formset=DocumentFormSet,
    extra=0,
    can_order=True,
    can_delete=True,
)


class MeetingFiles(DraftView, FormView):
    """The table of all documents of a meeting, with a form for uploading more."""

    page_title = "Kokouksen tiedostot"
    template_name = "admin/meetings/files.html"

    def post(self, request, *args, **kwargs):
        if "add" in request.POST and self.is_whole():
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def is_whole(self) -> bool:
        request, prefix = self.request, DocumentRows.get_default_prefix()
        return has_rows(DocumentRows, request.POST, request.FILES, prefix)

    def rows(self) -> list[tuple]:
        names = ("pk", "kind", "title", "date", "document_id", "note")
        rows = self.draft.documents.all()
        return [
            (*(getattr(each, name) for name in names), each.document and each.document.language)
            for each in rows
        ]

    def answer_outdated(self):
        words = _("Asiakirjoja on muutettu toisaalla sillä välin, joten mitään ei tallennettu.")
        return respond_outdated(self.request, words)

    def get_form(self, form_class=None):
        posted = self.request.POST if self.request.method == "POST" else None
        if posted and "add" in posted:
            posted = with_blank_row(posted)
        documents = [row.document for row in self.draft.documents.all() if row.document]
        mine = {str(document.pk): document for document in documents}
        return DocumentRows(posted, instance=self.draft, form_kwargs={"mine": mine})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        media = context["form"].media + AdminDocumentChooser().media  # of rows without a file
        return context | {"upload": UploadForm(), "media": media}

    def summarise_draft(self) -> str:
        titles = [row.title for row in self.draft.documents.all()]
        if not titles:
            return _("Luonnoksessa ei ole asiakirjoja.")
        return _("Luonnoksessa on asiakirjat: %(titles)s.") % {"titles": join_titles(titles)}

    @transaction.atomic
    def form_valid(self, formset):
        store_rows(formset)
        self.store_draft()
        messages.success(self.request, _("Asiakirjat on tallennettu luonnokseen."))
        return redirect(page_edit_address(self.page))


def with_blank_row(data):
    """Return what was sent of the table with one more row, for a document without a file."""
    data, prefix = data.copy(), DocumentRows.get_default_prefix()
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    blank = dict.fromkeys(("id", "title", "date", "document", "note", "ORDER"), "")
    for name, value in (blank | {"kind": "liite"}).items():
        data[f"{prefix}-{number}-{name}"] = value
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    return data


def store_rows(formset) -> None:
    """Write the rows of the table to the draft, without storing the draft."""
    formset.save(commit=False)
    for row in formset.forms:
        if row not in formset.deleted_forms:
            row.store_language()


class UploadForm(forms.Form):
    files = FilesField(
        label="Tiedostot",
        help_text="Valitse tai pudota tähän monta tiedostoa. Laji, päivä ja kieli ehdotetaan "
        "nimen ja sisällön mukaan, ja voit muuttaa niitä.",
    )


class UploadFiles(MeetingFiles):
    """Adds the uploaded files, with a message for each that is refused.

    Changes made in the table beside them are stored too; if the table has errors, nothing is.
    """

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if "kopio" not in request.POST:
            return self.receive_upload(request)
        token = request.POST["kopio"]
        if (found := take_cleaned_copy(token, request.user)) is None:
            messages.error(request, _("Kopiota ei enää ole. Tuo tiedosto uudelleen."))
            return redirect("meeting_files", self.page.pk)
        response = self.add_files([found[0]])
        forget_cleaned_copy(token)
        return response

    def receive_upload(self, request):
        upload = UploadForm(request.POST, request.FILES)
        has_table = self.has_table()
        if has_table and not self.is_whole():
            return respond_incomplete(request)
        if has_table and self.is_outdated():
            return self.answer_outdated()
        if not upload.is_valid():
            messages.error(request, " ".join(upload.errors.get("files", ())))
            return self.show_again(has_table)
        if not has_table:
            return self.add_files(upload.cleaned_data["files"])
        formset = self.get_form()
        is_changed = formset.has_changed()  # before validation changes the rows
        if formset.is_valid():
            return self.add_files(upload.cleaned_data["files"], formset if is_changed else None)
        words = _(
            "Korjaa ensin taulukon virheet. Tiedostoja ei tuotu: valitse ne sitten uudelleen."
        )
        messages.error(request, words)
        return self.render_to_response(self.get_context_data(form=formset), status=422)

    def has_table(self) -> bool:
        """Return whether any field of the table was sent with the files."""
        return any(
            name.startswith(f"{DocumentRows.get_default_prefix()}-") for name in self.request.POST
        )

    def show_again(self, has_table: bool):
        """Show the table again as it was on the screen, if it was sent."""
        if not has_table:
            return redirect("meeting_files", self.page.pk)
        return self.render_to_response(self.get_context_data(form=self.get_form()), status=422)

    @transaction.atomic
    def add_files(self, files, formset=None):
        """Add the files to the draft, along with the rows of a changed table."""
        is_changed = formset is not None
        if is_changed:
            store_rows(formset)
        before, user = len(self.draft.documents.all()), self.request.user
        refused = add_documents(self.draft, files, user)
        added = len(self.draft.documents.all()) - before
        if added or is_changed:
            self.store_draft()
            messages.success(self.request, upload_message(added, is_changed))
        report_refused(self.request, refused, self.page)
        return redirect("meeting_files", self.page.pk)


def upload_message(added: int, is_changed: bool) -> str:
    words = ngettext(
        "%(number)s tiedosto on tuotu luonnokseen.",
        "%(number)s tiedostoa on tuotu luonnokseen.",
        added,
    )
    sentences = [words % {"number": added}] if added else []
    if is_changed:
        sentences.append(_("Taulukon muutokset on tallennettu."))
    return " ".join(sentences)
