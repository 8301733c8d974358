from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from home.incoming.fields import DayFormField

from ..models import Person
from .models import RetentionSettings


class CorrectionForm(forms.ModelForm):
    """Another name for a person, wherever the old one stands."""

    class Meta:
        model = Person
        fields = ["first_name", "last_name"]


class SettingsForm(forms.ModelForm):
    """How long the council keeps names."""

    class Meta:
        model = RetentionSettings
        fields = ["name_terms"]


class RemovalForm(forms.Form):
    """The act that can't be taken back needs a tick."""

    understood = forms.BooleanField(
        label=_("Ymmärrän, ettei nimen poistoa voi perua"),
        error_messages={"required": _("Merkitse, että ymmärrät, ettei poistoa voi perua.")},
    )


class PostponeForm(forms.Form):
    """Until when a name stays, and why."""

    until = DayFormField(label=_("Nimi säilyy päivään"), widget=AdminDateInput)
    reason = forms.CharField(
        label=_("Miksi"), max_length=200, help_text=_("Näkyy vain työntekijöille.")
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise forms.ValidationError(_("Valitse tuleva päivä."))
        return until
