"""Forms of the second factor, with Finnish labels and messages."""

from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django.utils.translation import gettext_lazy as _

from .forms import simplify_widgets

TOTP_HELP = _("Kuusi numeroa todennussovelluksesta.")
WRONG_CREDENTIAL = _("Avain ei kelvannut. Yritä uudelleen.")
CODE_HELP = _("Kuusi numeroa todennussovelluksesta tai yksi varakoodeistasi.")


class CodeMixin:
    help_text = CODE_HELP

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label, code.help_text = _("Koodi"), self.help_text
        code.error_messages["required"] = _("Kirjoita koodi.")
        code.widget.attrs |= {"inputmode": "numeric", "autocapitalize": "none"}
        simplify_widgets(self)


class AuthenticateForm(CodeMixin, base_forms.AuthenticateForm):
    pass


class ReauthenticateCodeForm(CodeMixin, base_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(CodeMixin, totp_forms.ActivateTOTPForm):
    help_text = TOTP_HELP


class CredentialMixin:
    """Turns a malformed passkey response into a form error.

    Allauth reads the parts of a response without checking that they exist.
    """

    def full_clean(self):
        try:
            super().full_clean()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            self.cleaned_data = {}
            self.add_error(None, WRONG_CREDENTIAL)


class KeyNameMixin:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("Avaimen nimi")
        name.help_text = _("Esimerkiksi ”Oma puhelin”. Nimestä tunnistat avaimen luettelossa.")
        name.error_messages["required"] = _("Anna avaimelle nimi.")
        name.max_length = name.widget.attrs["maxlength"] = 60
        simplify_widgets(self)


class AddKeyForm(CredentialMixin, KeyNameMixin, webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Kirjaudu tällä avaimella ilman salasanaa")
            self.fields["passwordless"].help_text = _(
                "Laite pyytää silloin sormenjäljen, kasvot tai PIN-koodin."
            )


class EditKeyForm(KeyNameMixin, webauthn_forms.EditWebAuthnForm):
    pass


class AuthenticateKeyForm(CredentialMixin, webauthn_forms.AuthenticateWebAuthnForm):
    pass


class LoginKeyForm(CredentialMixin, webauthn_forms.LoginWebAuthnForm):
    pass


class ReauthenticateKeyForm(CredentialMixin, webauthn_forms.ReauthenticateWebAuthnForm):
    pass
