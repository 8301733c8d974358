"""Forms for logging in and for managing one's own account."""

from allauth.account import forms as allauth_forms
from allauth.account.internal import flows
from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _("Vähintään 12 merkkiä. Hyvä salasana on kolme tai neljä sanaa peräkkäin.")


def simplify_widgets(form) -> None:
    """Remove the placeholder, which repeats the label, and the `required` attribute."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    form.use_required_attribute = False


class LoginForm(allauth_forms.LoginForm):
    """Login by username or e-mail address; case and surrounding spaces are ignored."""

    error_css_class = "wrong"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Käyttäjätunnus tai sähköpostiosoite")
        login.error_messages["required"] = _(
            "Kirjoita käyttäjätunnuksesi tai sähköpostiosoitteesi."
        )
        login.widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        password.label, password.help_text = _("Salasana"), ""
        password.error_messages["required"] = _("Kirjoita salasanasi.")
        simplify_widgets(self)

    def add_prefix(self, field_name):
        """Name the field as password managers and Wagtail expect it."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Request for a password reset; takes as long for an unknown address as for a known one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Sähköpostiosoite")
        self.fields["email"].error_messages["required"] = _("Kirjoita sähköpostiosoitteesi.")
        simplify_widgets(self)

    def clean_email(self):
        email = self.cleaned_data["email"]
        accounts = get_user_model().objects.filter(is_active=True)
        self.users = list(accounts.filter(email__iexact=email).exclude(email=""))
        return email

    def save(self, request, **kwargs):
        stranger = get_user_model()(pk=0, username="-", email="nobody@example.org")
        with transaction.atomic():
            users = self.users or [stranger]
            flows.password_reset.request_password_reset(
                request, self.cleaned_data["email"], users, default_token_generator
            )
            if not self.users:  # same work for an unknown address, rolled back
                transaction.set_rollback(True)
        return self.cleaned_data["email"]


class NewPasswordMixin:
    """Labels and messages for a new password that is typed twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, second = self.fields["password1"], self.fields["password2"]
        first.label, first.help_text = _("Uusi salasana"), PASSWORD_HELP
        second.label = _("Uusi salasana uudelleen")
        first.error_messages["required"] = _("Kirjoita uusi salasana.")
        second.error_messages["required"] = _("Kirjoita sama salasana uudelleen.")
        if "oldpassword" in self.fields:
            old = self.fields["oldpassword"]
            old.label, old.help_text = _("Nykyinen salasana"), ""
            old.error_messages["required"] = _("Kirjoita nykyinen salasanasi.")
        simplify_widgets(self)


class ResetPasswordKeyForm(NewPasswordMixin, allauth_forms.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPasswordMixin, allauth_forms.ChangePasswordForm):
    pass


class SetPasswordForm(NewPasswordMixin, allauth_forms.SetPasswordForm):
    pass


class ReauthenticatePasswordForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label, self.fields["password"].help_text = _("Salasana"), ""
        self.fields["password"].error_messages["required"] = _("Kirjoita salasanasi.")
        simplify_widgets(self)


class FirstPasswordForm(forms.Form):
    """First password of a new account."""

    password1 = forms.CharField(
        label=_("Salasana"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Kirjoita salasana.")},
    )
    password2 = forms.CharField(
        label=_("Salasana uudelleen"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Kirjoita sama salasana uudelleen.")},
    )

    def __init__(self, *args, account=None, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.account = account

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.account)
        return password

    def clean(self):
        data = self.cleaned_data
        if data.get("password2") and data.get("password1", data["password2"]) != data["password2"]:
            self.add_error("password2", _("Salasanat eivät ole samat."))
        return data
