"""The form behind the link: are the data right, corrected or to be withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.decision_field import DecisionField

from ..models import ContactProposal, NetworkPage

RIGHT, CORRECT, WITHDRAW = "oikein", "korjaan", "poistan"
PROFILE = ("introduction", "for_whom", "themes", "rhythm", "how_to_join")
ROWS = {"rhythm": 1}


class ContactCheckForm(forms.Form):
    """The answer, and the data as they are, ready to be corrected."""

    email = forms.EmailField(
        label=_("Sähköpostiosoitteesi"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    remark = forms.CharField(
        label=_("Muu korjaus"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Esimerkiksi, jos nimesi tai tehtäväsi on väärin. Sihteeri lukee tämän."),
    )
    vastaus = DecisionField(
        label=_("Ovatko tietosi oikein?"),
        choices=[
            (RIGHT, _("Tiedot ovat oikein")),
            (CORRECT, _("Korjasin tietoja: lähetä ehdotukseni sihteerille")),
            (WITHDRAW, _("Poistakaa sähköpostiosoitteeni heti")),
        ],
        missing=_("Valitse, ovatko tietosi oikein."),
    )

    def __init__(self, data=None, *, person):
        self.person = person
        self.networks = list(person.networks_convened.filter(live=True).order_by("title"))
        super().__init__(data, initial={"email": person.contact_email})
        for network in self.networks:
            for name in PROFILE:
                self.fields[self.key_of(network, name)] = make_profile_field(network, name)

    @staticmethod
    def key_of(network, name: str) -> str:
        return f"{name}-{network.pk}"

    @property
    def profiles(self) -> list[tuple]:
        """Return each network with its fields."""
        return [(n, [self[self.key_of(n, name)] for name in PROFILE]) for n in self.networks]

    def clean(self):
        data = super().clean()
        changed = [name for name in self.changed_data if name != "vastaus"]
        if data.get("vastaus") == RIGHT and changed:
            words = _("Muutit tietoja. Valitse ”Korjasin tietoja”, tai palauta ne ennalleen.")
            self.add_error("vastaus", words)
        if data.get("vastaus") == CORRECT and not changed:
            words = _("Et muuttanut mitään. Korjaa tietoja, tai valitse ”Tiedot ovat oikein”.")
            self.add_error("vastaus", words)
        if data.get("vastaus") == CORRECT and not data.get("email") and "email" not in self.errors:
            words = _("Kirjoita osoite, tai valitse ”Poistakaa sähköpostiosoitteeni heti”.")
            self.add_error("email", words)
        return data

    def list_proposals(self) -> list[ContactProposal]:
        """Return the unsaved proposals: one for the person and one for each network."""
        data, found = self.cleaned_data, []
        own = {"contact_email": data["email"]} if "email" in self.changed_data else {}
        if own or data["remark"]:
            found.append(ContactProposal(person=self.person, values=own, remark=data["remark"]))
        for network in self.networks:
            keys = {name: self.key_of(network, name) for name in PROFILE}
            values = {n: data[key] for n, key in keys.items() if key in self.changed_data}
            if values:
                found.append(ContactProposal(person=self.person, network=network, values=values))
        return found


def make_profile_field(network: NetworkPage, name: str) -> forms.CharField:
    """Return the field of one part of the profile, with what readers see now."""
    field = NetworkPage._meta.get_field(name)
    return forms.CharField(
        label=str(field.verbose_name).capitalize(),
        required=False,
        initial=getattr(network, name),
        max_length=field.max_length or 5000,
        widget=forms.Textarea(attrs={"rows": ROWS.get(name, 4)}),
        help_text=field.help_text,
    )
