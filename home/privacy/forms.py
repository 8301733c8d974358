"""The form in which an editor justifies publishing the personal data that was found."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PrivacyReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Miksi tiedot saa julkaista?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Esimerkiksi: ”Yhdistyksen julkinen palvelunumero.” tai ”Luin tiedoston itse: siinä ei "
            "ole henkilötietoja.” Hyväksyjä näkee tämän, ja se jää historiaan."
        ),
    )
