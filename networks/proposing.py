"""Proposing a candidate for a nomination: the public form, storage and mails."""

import unicodedata

from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.contact import NOT_AN_ADDRESS, TOO_LONG, GuardedForm, may_send_receipt
from home.council import get_council
from home.mail.outbox import MailContent, Recipient, post_mail
from home.roles import list_people_in

CONSENT = (
    "Ehdokas on suostunut ehdolle ja siihen, että neuvottelukunta käsittelee hänen tietojaan "
    "nimeämistä varten. Jos hänet nimetään, hänen nimensä julkaistaan."
)


def line_field(label, most, autocomplete, missing=""):
    """Return a field of one line; `missing` asks for it, and an optional one has none."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(missing),
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


def mail_field(label, help_text, missing, autocomplete="off"):
    return forms.EmailField(
        label=label,
        help_text=help_text,
        widget=forms.EmailInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": missing,
            "invalid": NOT_AN_ADDRESS,
            "max_length": TOO_LONG,
        },
    )


class ProposalForm(GuardedForm):
    """A candidate, the reasons, the candidate's consent and the proposer."""

    first_name = line_field(_("Ehdokkaan etunimi"), 80, "off", _("Kirjoita ehdokkaan etunimi."))
    last_name = line_field(_("Ehdokkaan sukunimi"), 80, "off", _("Kirjoita ehdokkaan sukunimi."))
    email = mail_field(
        _("Ehdokkaan sähköposti"),
        _("Ehdokas saa tiedon ehdotuksesta. Osoite ei näy sivuilla."),
        _("Kirjoita ehdokkaan sähköpostiosoite."),
    )
    organisation = line_field(_("Ehdokkaan yhdistys (ei pakollinen)"), 200, "off")
    reasons = forms.CharField(
        label=_("Perustelut"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Kirjoita, miksi ehdokas sopii tehtävään."),
            "max_length": TOO_LONG,
        },
    )
    proposer_name = line_field(_("Oma nimesi"), 120, "name", _("Kirjoita oma nimesi."))
    proposer_email = mail_field(
        _("Oma sähköpostisi"),
        _("Saat siihen vahvistuksen."),
        _("Kirjoita oma sähköpostiosoitteesi."),
        "email",
    )
    proposer_organisation = line_field(_("Oma yhdistyksesi (ei pakollinen)"), 200, "organization")
    agreed = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": "Ehdottaa voi vain sellaista, joka on antanut suostumuksensa."},
    )

    def stored_values(self) -> dict:
        """Return the values to store: the text of the consent instead of a tick."""
        kept = {name: value for name, value in self.cleaned_data.items() if name in KEPT}
        return kept | {"consent": CONSENT}


KEPT = ProposalForm.base_fields.keys() - {"website", "opened", "agreed"}


def fold_name(name: str) -> str:
    """Return a name for comparison: ignores case, doubled spaces and Unicode variants."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def name_key(someone) -> tuple[str, str]:
    return fold_name(someone.first_name), fold_name(someone.last_name)


def have_same_name(one, other) -> bool:
    """Return whether two candidates or people have the same name."""
    return name_key(one) == name_key(other)


@transaction.atomic
def receive_proposal(form, nomination, request) -> None:
    """Store the proposal; mail the proposer, the candidate and the secretariat."""
    proposal = nomination.proposals.create(**form.stored_values())
    address = nomination.get_full_url(request)
    for to, content in (
        (proposal.proposer_email, proposal_receipt(nomination, address)),
        (proposal.email, candidate_notice(nomination, address)),
    ):
        if may_send_receipt(to):
            post_mail("proposal", Recipient(to), content)
    for person in secretariat_recipients():
        post_mail("new_proposal", person, secretariat_notice(nomination))


def secretariat_recipients() -> list:
    """Return the council's own address, or its secretaries if it has none."""
    council = get_council()
    if council.contact_email:
        return [Recipient(council.contact_email, council.contact_name)]
    return list(list_people_in("secretariat"))


# Mails to strangers repeat nothing that was typed: anyone can enter anybody's address.


def proposal_receipt(nomination, address) -> MailContent:
    return MailContent(
        f"Ehdotuksesi on vastaanotettu: {nomination.title}",
        (
            "Ehdotuksesi on vastaanotettu. Neuvottelukunta käsittelee sen haun päätyttyä.",
            "Ehdotukset eivät ole julkisia. Tulos julkaistaan haun sivulla.",
        ),
        address,
        "Haun sivu",
    )


def candidate_notice(nomination, address) -> MailContent:
    return MailContent(
        f"Sinua on ehdotettu: {nomination.title}",
        (
            "Sinua on ehdotettu neuvottelukunnan nimeämäksi edustajaksi. Ehdottaja on kertonut, "
            "että olet antanut siihen suostumuksesi.",
            "Jos et ole antanut suostumusta, kerro siitä sivuston yhteydenottolomakkeella, niin "
            "ehdotus poistetaan.",
        ),
        address,
        "Haun sivu",
    )


def secretariat_notice(nomination) -> MailContent:
    return MailContent(
        f"Uusi ehdotus: {nomination.title}",
        ("Hakuun on tullut uusi ehdotus. Näet sen hallinnassa.",),
        settings.WAGTAILADMIN_BASE_URL + reverse("proposals:index"),
        "Ehdotukset",
    )
