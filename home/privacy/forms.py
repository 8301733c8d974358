"""What an editor answers when personal data was found."""

from django import forms


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label="Miksi tiedot saa julkaista?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Esimerkiksi: ”Yhdistyksen julkinen palvelunumero.” Hyväksyjä näkee tämän, ja "
        "se jää historiaan.",
    )
