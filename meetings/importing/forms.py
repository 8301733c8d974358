"""The forms of the import: the source and the review."""

import json

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from wagtail.admin.widgets import AdminTimeInput

from networks.models import Mandate

from ..hours import check_hours
from ..models import AgendaItem, MeetingPage
from . import source

MOST_CHARACTERS = 1_000_000


class SourceForm(forms.Form):
    """A Word file or pasted text, exactly one of them."""

    file = forms.FileField(
        label="Word-tiedosto",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text="Pöytäkirja tai muistio .docx-muodossa.",
    )
    attach = forms.BooleanField(
        label="Liitä tiedosto myös kokouksen asiakirjoihin",
        required=False,
        help_text="Lukijalle riittävät sivu ja siitä tehty PDF, eikä tiedostoa muuten säilytetä. "
        "Älä liitä tiedostoa, jossa on kommentteja tai muuta, mitä sivulle ei tule.",
    )
    text = forms.CharField(
        label="Tai liitä teksti tähän",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Jos pöytäkirja on muualla kuin Wordissa, kopioi sen teksti ja liitä se tähän.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > settings.DOCUMENT_MAX_BYTES:
            most = filesizeformat(settings.DOCUMENT_MAX_BYTES)
            raise forms.ValidationError(f"Tiedosto on liian suuri. Suurin sallittu koko on {most}.")
        return file

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        file, text = data.get("file"), data.get("text", "")
        if bool(file) == bool(text.strip()):
            raise forms.ValidationError(
                "Valitse Word-tiedosto tai liitä teksti, mutta ei molempia."
            )
        if data["attach"] and not file:
            raise forms.ValidationError("Vain tiedoston voi liittää asiakirjoihin. Poista rasti.")
        try:
            self.reading = source.read_minutes(
                *(("docx", file.read()) if file else ("text", text.encode()))
            )
        except source.UnreadableMinutes as error:
            self.add_error("file" if file else "text", str(error))
        return data


class ReadingForm(forms.Form):
    """The parsed minutes and the meeting's revision, kept in the page between two requests."""

    reading = forms.CharField(widget=forms.HiddenInput, max_length=4 * MOST_CHARACTERS)
    revision = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_reading(self):
        try:
            reading = json.loads(self.cleaned_data["reading"])
            return reading if isinstance(reading["items"], list) else None
        except (ValueError, KeyError, TypeError) as error:
            raise forms.ValidationError("Tuonti keskeytyi. Aloita alusta.") from error


class MeetingFactsForm(forms.Form):
    """Hours, place and state of the minutes; the meeting's own values are the initial ones."""

    starts_at = forms.TimeField(label="Alkaa", required=False, widget=AdminTimeInput)
    ends_at = forms.TimeField(label="Päättyy", required=False, widget=AdminTimeInput)
    place = forms.CharField(label="Paikka", required=False, max_length=200)
    minutes_state = forms.ChoiceField(
        label="Pöytäkirjan tila",
        choices=MeetingPage.MinutesState.choices,
        required=False,
        help_text="Jos pöytäkirja on jo tarkastettu tai hyväksytty, merkitse se tähän: muuten "
        "sivusto muistuttaa, että pöytäkirja puuttuu.",
    )

    def clean(self):
        data = super().clean()
        check_hours(self, data)
        return data


class SummaryForm(forms.Form):
    """The decisions in a few lines; only for a meeting without a summary."""

    summary = forms.CharField(
        label="Tiivistelmä",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ehdotuksessa ovat ensimmäiset päätökset. Tiivistelmä on sivun alussa ja "
        "etusivulla. Tyhjennä kenttä, jos kirjoitat sen myöhemmin.",
    )


class PresentForm(forms.Form):
    """The participants, of those with a mandate on the day."""

    mandates = forms.ModelMultipleChoiceField(
        Mandate.objects.none(),
        label="Paikalla",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Rastitettuna ovat ne, joiden nimi on asiakirjan läsnäolijoissa.",
    )

    def __init__(self, *args, mandates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mandates"].queryset = mandates
        self.fields["mandates"].label_from_instance = lambda m: f"{m.person}, {m.seat}"


class ItemForm(forms.Form):
    """A parsed agenda item; it is imported only when ticked."""

    take = forms.BooleanField(label="Tuo tämä asiakohta", required=False)
    number = forms.IntegerField(label="Pykälä", required=False, min_value=1, max_value=32_767)
    letter = forms.RegexField(
        "^[a-zåäö]$",
        label="Kirjain",
        required=False,
        max_length=1,
        error_messages={"invalid": "Kirjoita yksi pieni kirjain, esimerkiksi a."},
    )
    title = forms.CharField(label="Otsikko", required=False, max_length=250)
    kind = forms.ChoiceField(label="Laji", choices=AgendaItem.ItemKind.choices)
    result = forms.ChoiceField(label="Tulos", choices=AgendaItem.Result.choices, required=False)
    text = forms.CharField(
        label="Selostus", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    decision = forms.CharField(
        label="Päätös", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self):
        data = super().clean()
        if not data.get("take"):
            self._errors.clear()  # items that are not imported need not be valid
            return data
        for name in ("number", "title"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, "Täytä tämä, tai poista rasti: asiakohtaa ei silloin tuoda.")
        return data

    def section(self) -> tuple:
        """Return the number of the item and its letter."""
        return self.cleaned_data.get("number"), self.cleaned_data.get("letter", "")


class BaseItems(forms.BaseFormSet):
    def clean(self):
        numbers = [form.section() for form in self.taken()]
        twice = {number for number in numbers if number[0] and numbers.count(number) > 1}
        for form in self.taken():
            if form.section() in twice:
                form.add_error("number", "Sama pykälänumero on kahdella tuotavalla asiakohdalla.")

    def taken(self):
        return [form for form in self.forms if getattr(form, "cleaned_data", {}).get("take")]


ItemForms = forms.formset_factory(
    ItemForm, formset=BaseItems, extra=0, max_num=500, absolute_max=500
)


class RestForm(forms.Form):
    """The text that belongs to no agenda item."""

    take_body = forms.BooleanField(label="Tuo teksti kokouksen muuhun tekstiin", required=False)
    body = forms.CharField(
        label="Teksti", required=False, widget=forms.Textarea(attrs={"rows": 10})
    )
