"""What may be uploaded, and what an editor is told when it may not."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .access import is_public

NAME_IS_PUBLIC = (
    "Tiedosto on julkaistu, joten tätä ei voi muuttaa. Lataa sama tiedosto uudelleen oikealla "
    "nimellä ja vaihda se sivulle: muutos menee silloin hyväksyttäväksi."
)

# The first bytes of a file of each kind; text has none of its own.
SIGNATURES = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "odt": b"PK\x03\x04",
    "ods": b"PK\x03\x04",
    "odp": b"PK\x03\x04",
}


class DocumentForm(BaseDocumentForm):
    """The upload form of a file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            # Several files at once come without a language: they are Finnish until told otherwise.
            self.fields["language"].required = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_size(file)
            check_signature(file)
            check_not_public(self.instance)
        return file

    def clean(self):
        """The name and language of a published file are public too, and so need an approval."""
        data = super().clean()
        for name in {"title", "language"} & set(self.changed_data):
            if self.instance.pk and is_public(self.instance):
                self.add_error(name, NAME_IS_PUBLIC)
        return data


class ImageForm(BaseImageForm):
    """The upload form of a picture; the description is asked for in plain words."""

    def clean_file(self):
        if "file" in self.changed_data:
            check_not_public(self.instance)
        return self.cleaned_data["file"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields[
                "description"
            ].help_text = (
                "Kerro lyhyesti, mitä kuvassa näkyy. Ruudunlukija lukee tämän kuvan tilalla."
            )


def check_not_public(instance):
    """A published file is never swapped in silence: readers may have cited it."""
    if instance.pk and is_public(instance):
        raise forms.ValidationError(
            "Tiedosto on julkaistu, joten sitä ei voi vaihtaa. Tuo uusi versio erikseen ja "
            "vaihda se sivulle: muutos menee silloin hyväksyttäväksi."
        )


def check_size(file):
    if file.size > settings.DOCUMENT_MAX_BYTES:
        raise forms.ValidationError(
            f"Tiedosto on liian suuri ({filesizeformat(file.size)}). Suurin sallittu koko on "
            f"{filesizeformat(settings.DOCUMENT_MAX_BYTES)}."
        )


def check_signature(file):
    """Refuses a file whose content is of another kind than its name says."""
    extension = file.name.rpartition(".")[2].lower()
    expected = SIGNATURES.get(extension)
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if expected and not start.startswith(expected):
        raise forms.ValidationError(
            f"Tiedoston pääte on .{extension}, mutta sisältö on jotain muuta. "
            "Avaa tiedosto omalla koneellasi ja tallenna se uudelleen oikeassa muodossa."
        )
