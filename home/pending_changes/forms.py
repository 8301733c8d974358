from django import forms
from django.utils.translation import gettext_lazy as _


class ChangeDecisionForm(forms.Form):
    """The decision on a change; the service raises an error when a reason is missing."""

    reason = forms.CharField(
        label=_("Perustelu"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tarvitaan, kun hylkäät muutoksen tai teet sen yksin pääkäyttäjänä."),
    )
