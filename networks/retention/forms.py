from django import forms

from ..models import Person
from .models import RetentionSettings


class CorrectionForm(forms.ModelForm):
    """Another name for a person, wherever the old one stands."""

    class Meta:
        model = Person
        fields = ["first_name", "last_name"]


class SettingsForm(forms.ModelForm):
    """How long a council keeps names."""

    class Meta:
        model = RetentionSettings
        fields = ["name_terms"]
