"""Views of one's own account: name, address, sessions and passkeys."""

from allauth.mfa.webauthn.views import EditWebAuthnView
from allauth.usersessions.views import ListUserSessionsView
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from home.approval_desk.mails.approval_requests import make_absolute_url
from home.authentication.signals import account_changed
from home.decision_field import DecisionField
from home.web.rate_limits import is_too_often

from .. import emails
from ..models import AddressChange
from ..names import validate_display_name

HOURS = 24 * AddressChange.DAYS
PER_HOUR = 5
TAKEN = gettext_lazy("Toisella tilillä on jo tämä sähköpostiosoite.")


class DetailsForm(forms.ModelForm):
    """Name and e-mail address of one's own account."""

    class Meta:
        model = get_user_model()
        fields = ["first_name", "last_name", "email"]
        help_texts = {
            "email": gettext_lazy(
                "Uusi osoite tulee voimaan, kun vahvistat sen sinne lähetetystä linkistä."
            )
        }
        labels = {
            "first_name": gettext_lazy("Etunimi"),
            "last_name": gettext_lazy("Sukunimi"),
            "email": gettext_lazy("Sähköpostiosoite"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for field in self.fields.values():
            field.required = True
            field.error_messages["required"] = _("Täytä tämä kohta.")

    def clean_email(self):
        email = self.cleaned_data["email"].strip()
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError(TAKEN)
        return email

    def clean(self):
        data = super().clean()
        if {"first_name", "last_name"} & set(self.changed_data) and not self.errors:
            validate_display_name(data["first_name"], data["last_name"], self.instance)
        return data


@login_required
@never_cache
def details_view(request):
    """Change one's own name at once; change the address only after it has been confirmed."""
    account = get_user_model().objects.get(pk=request.user.pk)
    form = DetailsForm(request.POST or None, instance=account)
    if request.method != "POST":
        return render(request, "account/details.html", {"form": form})
    if not form.is_valid():
        return render(request, "account/details.html", {"form": form}, status=422)
    if "email" in form.changed_data and is_too_often(f"address:{account.pk}", PER_HOUR):
        form.add_error("email", _("Olet pyytänyt vaihtoa monta kertaa. Yritä tunnin kuluttua."))
        return render(request, "account/details.html", {"form": form}, status=429)
    save_details(request, form)
    return redirect("account_details")


@transaction.atomic
def save_details(request, form):
    account, changed = form.instance, set(form.changed_data)
    if changed & {"first_name", "last_name"}:
        account.save(update_fields=["first_name", "last_name"])
        messages.success(request, _("Nimesi on nyt {name}.").format(name=account.display_name))
    if "email" in changed:
        ask_to_confirm(account, form.cleaned_data["email"])
        messages.success(
            request,
            _("Lähetimme linkin osoitteeseen {email}. Osoitteesi vaihtuu, kun avaat sen.").format(
                email=form.cleaned_data["email"]
            ),
        )
    if not changed:
        messages.info(request, _("Mitään ei muutettu."))


def ask_to_confirm(account, email: str) -> None:
    """Mail a confirmation link to the new address and a notice to the old one."""
    AddressChange.objects.filter(account=account).open().end()
    token = AddressChange(account=account, email=email).renew()
    url = make_absolute_url(reverse("account_confirm_address", args=[token]))
    emails.send_address_confirmation(account, email, url, HOURS)
    # The form has already set the new address on its own instance.
    stored = get_user_model().objects.get(pk=account.pk)
    account_changed.send(sender=type(stored), account=stored, act="address_asked")


class SessionsView(ListUserSessionsView):
    """The list of one's own sessions; ending the others is logged and reported by mail."""

    def form_valid(self, form):
        report_own_act(self.request, "own_sessions")
        return super().form_valid(form)


class EditKeyView(EditWebAuthnView):
    """Edit view for the name of one's own passkey; a change is logged and reported by mail."""

    def form_valid(self, form):
        report_own_act(self.request, "key_renamed")
        return super().form_valid(form)


def report_own_act(request, act: str) -> None:
    user = request.user
    account_changed.send(sender=type(user), account=user, actor=user, act=act)


class ConfirmForm(forms.Form):
    answer = DecisionField(
        label=gettext_lazy("Onko tämä osoitteesi?"),
        choices=[
            ("yes", gettext_lazy("Kyllä, ota osoite käyttöön")),
            ("no", gettext_lazy("En pyytänyt tätä")),
        ],
        missing=gettext_lazy("Valitse jompikumpi."),
    )


@never_cache
@sensitive_variables("token")
def confirm_address_view(request, token):
    """Put a new address into use once its owner has confirmed it by mail."""
    change = AddressChange.objects.with_token(token).select_related("account").first()
    if change is None or change.closed or not change.account.is_active:
        return render(request, "account/link_is_over.html", status=410)
    form = ConfirmForm(request.POST or None)
    context = {"form": form, "change": change}
    if request.method != "POST":
        return render(request, "account/confirm_address.html", context)
    if not form.is_valid():
        return render(request, "account/confirm_address.html", context, status=422)
    if form.cleaned_data["answer"] == "no":
        refuse_address(change)
        return render(request, "account/address_refused.html")
    if not take_address(change.pk):
        return render(request, "account/link_is_over.html", {"taken": TAKEN}, status=409)
    return render(request, "account/address_confirmed.html", {"change": change})


@transaction.atomic
def refuse_address(change) -> None:
    """End the link and notify the account's user that the address is not theirs."""
    AddressChange.objects.filter(pk=change.pk).end()
    account_changed.send(sender=type(change.account), account=change.account, act="address_refused")


@transaction.atomic
def take_address(pk) -> bool:
    """Set the account's new address; return whether the address was still free."""
    change = AddressChange.objects.select_for_update().get(pk=pk)
    accounts = get_user_model().objects
    if change.closed or accounts.filter(email__iexact=change.email).exclude(pk=change.account_id):
        return False
    account = accounts.select_for_update().get(pk=change.account_id)
    account.email = change.email
    account.save(update_fields=["email"])
    change.used_at = timezone.now()
    change.save(update_fields=["used_at"])
    account_changed.send(sender=type(account), account=account, act="address")
    return True
