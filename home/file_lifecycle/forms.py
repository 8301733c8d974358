"""Upload forms of files and pictures, and their validation."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from home.documents.access import is_public
from home.documents.contents import check_harmless
from home.documents.models import CouncilDocument, get_sha256
from home.documents.picture_fields import PictureField
from home.documents.stripping import strip_original
from home.file_lifecycle.cleaning.uploads import check_contents
from home.privacy.late import is_shown_by_waiting
from home.text.personal_data import find_personal_data

NAME_IS_PUBLIC = (
    "Tiedosto on julkaistu, joten tätä ei voi muuttaa. Valitse ”Uusi versio” ja anna siinä oikea "
    "nimi: muutos menee silloin hyväksyttäväksi."
)
FILE_IS_PUBLIC = (
    "Tiedosto on julkaistu, joten sitä ei voi vaihtaa. Valitse ”Uusi versio”: vanha jää talteen "
    "ja uusi menee hyväksyttäväksi."
)
PICTURE_IS_PUBLIC = (
    "Tiedosto on julkaistu, joten sitä ei voi vaihtaa. Tuo uusi kuva erikseen ja vaihda se "
    "sivulle: muutos menee silloin hyväksyttäväksi."
)

WAITS = _(
    "Tiedosto on mukana tekstissä, joka odottaa hyväksyntää, joten tätä ei voi nyt muuttaa. "
    "Peru tekstin lähetys ensin."
)

# The first bytes of each file type; plain text has none.
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
    """Upload form of a file."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        if "language" in self.fields:
            # The multi-upload form has no language field; the default is Finnish.
            self.fields["language"].required = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_file_size(file)
            check_signature(file)
            check_harmless(file)
            check_not_public(self.instance, FILE_IS_PUBLIC)
            check_contents(file, self.user)
        return file

    def clean(self):
        """Refuse a new name or language of a published file: these need approval too."""
        data = super().clean()
        for name in {"title", "language"} & set(self.changed_data):
            if self.instance.pk and (self.instance.was_published or is_public(self.instance)):
                self.add_error(name, NAME_IS_PUBLIC)
        refuse_while_waiting(self, {"title", "file", "language"})
        return data


class ImageForm(BaseImageForm):
    """Upload form of a picture, with a plain help text for its description."""

    def clean(self):
        data = super().clean()
        refuse_while_waiting(self, {"title", "file", "description"})
        return data

    def clean_file(self):
        if "file" in self.changed_data:
            check_not_public(self.instance, PICTURE_IS_PUBLIC)
        return self.cleaned_data["file"]

    def save(self, commit=True):
        """Remove the metadata from the stored file when `keep_details` is unticked."""
        if "keep_details" in self.changed_data and self.instance.pk:
            self.instance.keep_details = self.cleaned_data["keep_details"]
            strip_original(self.instance)
        return super().save(commit)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = PictureField(
                label=old.label, required=old.required, initial=old.initial
            )
            self.fields["file"].widget.attrs |= old.widget.attrs
        if "description" in self.fields:
            self.fields[
                "description"
            ].help_text = (
                "Kerro lyhyesti, mitä kuvassa näkyy. Ruudunlukija lukee tämän kuvan tilalla."
            )


class VersionForm(forms.ModelForm):
    """New version of a file: the file itself and a note of what changed."""

    class Meta:
        model = CouncilDocument
        fields = ("file", "version_note", "title", "language")
        help_texts = {"title": "Nimi, jolla tiedosto näkyy. Muuta vain, jos entinen on väärin."}

    def __init__(self, *args, replaces, user, **kwargs):
        new = CouncilDocument(
            replaces=replaces,
            title=replaces.title,
            language=replaces.language,
            collection=replaces.collection,
            uploaded_by_user=user,
        )
        super().__init__(*args, instance=new, **kwargs)
        self.fields["version_note"].required = True

    def clean_file(self):
        file = self.cleaned_data["file"]
        check_file_size(file)
        check_signature(file)
        check_harmless(file)
        new = self.instance
        check_contents(file, new.uploaded_by_user, replaces=new.replaces)
        if get_sha256(file) == self.instance.replaces.sha256:
            raise forms.ValidationError("Tiedosto on sama kuin nykyinen versio.")
        return file

    def clean_version_note(self):
        return check_for_personal_data(self.cleaned_data["version_note"])


class WithdrawalForm(forms.Form):
    """Why a file is withdrawn, and whether its content is erased."""

    reason = forms.CharField(
        label="Syy",
        max_length=250,
        help_text="Näkyy lukijalle tiedoston osoitteessa, esimerkiksi: Asiakirjassa oli "
        "henkilötietoja. Älä kirjoita tähän henkilötietoja.",
    )
    content = forms.ChoiceField(
        label="Mitä tiedostolle tehdään",
        choices=[
            ("keep", "Jää talteen: vain sivuston tekijät voivat avata sen"),
            ("erase", "Sisältö hävitetään: kukaan ei voi enää avata sitä"),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )

    def clean_reason(self):
        return check_for_personal_data(self.cleaned_data["reason"])


def check_for_personal_data(text: str) -> str:
    """Return the text, which will be public; raise ValidationError if it contains personal data."""
    if find_personal_data(text):
        raise forms.ValidationError(
            "Tämä teksti näkyy julkisesti, ja siinä näyttää olevan henkilötietoja. Poista ne."
        )
    return text


def refuse_while_waiting(form, names: set[str]) -> None:
    """Refuse changes while the object waits for approval: approvers decide on what they read."""
    changed = [name for name in form.changed_data if name in names]
    if form.instance.pk and changed and is_shown_by_waiting(form.instance):
        form.add_error(changed[0], WAITS)


def check_not_public(instance, message):
    """Refuse to replace a published file silently: readers may have cited it."""
    if instance.pk and (instance.was_published or is_public(instance)):
        raise forms.ValidationError(message)


def check_file_size(file):
    if file.size > settings.DOCUMENT_MAX_BYTES:
        raise forms.ValidationError(
            f"Tiedosto on liian suuri ({filesizeformat(file.size)}). Suurin sallittu koko on "
            f"{filesizeformat(settings.DOCUMENT_MAX_BYTES)}."
        )


def check_signature(file):
    """Raise ValidationError if the content does not match the extension."""
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
