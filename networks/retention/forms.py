from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from home.incoming.fields import DayFormField

from ..models import Person
from .models import RetentionSettings


class NameCorrectionForm(forms.ModelForm):
    """A new name for a person, to replace the old one everywhere."""

    class Meta:
        model = Person
        fields = ["first_name", "last_name"]


class RetentionSettingsForm(forms.ModelForm):
    """How long the council keeps names."""

    class Meta:
        model = RetentionSettings
        fields = ["name_terms"]


class RemovalForm(forms.Form):
    """The confirmation of an irreversible removal."""

    understood = forms.BooleanField(
        label=_("Ymmärrän, ettei nimen poistoa voi perua"),
        error_messages={"required": _("Merkitse, että ymmärrät, ettei poistoa voi perua.")},
    )


class PostponeForm(forms.Form):
    """The date until which a name stays, and why."""

    until = DayFormField(label=_("Nimi säilyy päivään"), widget=AdminDateInput)
    reason = forms.CharField(
        label=_("Miksi"), max_length=200, help_text=_("Näkyy vain työntekijöille.")
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError(_("Valitse tuleva päivä."))
        return until
