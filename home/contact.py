"""The contact form, without cookies, captchas or published addresses."""

import hashlib

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .web.rate_limits import is_too_often

SALT = "home.contact"
FIRST, AGAIN = "opened", "again"  # what the stamp says: opened, or sent once and shown again
# Nobody writes a message faster than this. A form left open for more than a day must be sent again.
FASTEST_SECONDS = 3
OLDEST_SECONDS = 24 * 60 * 60
PER_HOUR = 5
RECEIPTS_PER_HOUR = 3
TOO_MANY = gettext_lazy("Olet lähettänyt monta viestiä. Yritä tunnin kuluttua uudelleen.")
TOO_LONG = gettext_lazy("Lyhennä tekstiä: tässä saa olla enintään %(limit_value)d merkkiä.")
NOT_AN_ADDRESS = gettext_lazy("Tarkista sähköpostiosoite. Sen muoto on nimi@esimerkki.fi.")


class GuardedForm(forms.Form):
    """A public form that detects bots by a hidden field and by the time taken to fill it in."""

    # Hidden from people by the style sheet and from assistive technology by its attributes.
    website = forms.CharField(
        required=False,
        label="Jätä tyhjäksi",
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"opened": signing.dumps(FIRST, salt=SALT)})
        super().__init__(*args, **kwargs)

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Jätä tämä kenttä tyhjäksi."))
        return ""

    def clean(self):
        """Check that the form was opened neither too long ago nor only a moment ago.

        Other errors come first, and nobody is asked twice to look the text over.
        """
        token = self.cleaned_data.get("opened", "")
        if not self.errors and is_too_old(token):
            self.renew(
                _("Lomake oli ollut auki pitkään. Tarkista tekstisi ja lähetä se uudelleen.")
            )
        elif not self.errors and was_opened_just_now(token):
            self.renew(
                _("Lomake lähetettiin hyvin nopeasti. Tarkista tekstisi ja lähetä se uudelleen.")
            )
        return super().clean()

    def renew(self, reason):
        """Keep the submitted values, renew the form's timestamp and add the reason as an error."""
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = signing.dumps(AGAIN, salt=SALT)
        self.add_error(None, reason)


class ContactForm(GuardedForm):
    """A message to the council or to the holder of one of its seats."""

    name = forms.CharField(
        label=gettext_lazy("Nimesi"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Kirjoita nimesi."), "max_length": TOO_LONG},
    )
    email = forms.EmailField(
        label=gettext_lazy("Sähköpostiosoitteesi"),
        help_text=gettext_lazy("Vastaamme tähän osoitteeseen. Se ei näy sivuilla."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Kirjoita sähköpostiosoitteesi."),
            "invalid": NOT_AN_ADDRESS,
            "max_length": TOO_LONG,
        },
    )
    message = forms.CharField(
        label=gettext_lazy("Viestisi"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Kirjoita viestisi."), "max_length": TOO_LONG},
    )


def is_too_old(token: str) -> bool:
    """Return whether the form was opened long ago, or the stamp is none of ours."""
    try:
        signing.loads(token, salt=SALT, max_age=OLDEST_SECONDS)
    except signing.BadSignature:
        return True
    return False


def was_opened_just_now(token: str) -> bool:
    try:
        return signing.loads(token, salt=SALT, max_age=FASTEST_SECONDS) == FIRST
    except signing.BadSignature:
        return False


def is_over_hourly_limit(address: str) -> bool:
    """Count a message from this network address; return whether the hourly limit is exceeded."""
    return is_too_often(f"contact:{address}", PER_HOUR)


def may_send_receipt(email: str) -> bool:
    """Return whether a receipt may be sent to the address.

    The limit keeps anyone from flooding a stranger's mailbox by typing in their address.
    """
    key = hashlib.sha256(email.lower().encode()).hexdigest()
    return not is_too_often(f"receipt:{key}", RECEIPTS_PER_HOUR)


def list_typed_fields(form: forms.Form) -> list[tuple[str, str]]:
    """Return what was typed into a form that is no longer accepted, as (label, text) pairs."""
    kept = [field for field in form.visible_fields() if field.name != "website"]
    typed = [(field.label, field.data) for field in kept if isinstance(field.data, str)]
    return [(str(label), text) for label, text in typed if text.strip()]
