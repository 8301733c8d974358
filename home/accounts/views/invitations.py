"""Inviting people and the page on which an invitation becomes an account."""

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST
from wagtail.admin.auth import user_passes_test

from home.due.people import councils_for
from home.limits import too_often
from home.models import HomePage
from home.roles import ROLES

from .. import inviting
from ..forms import FirstPasswordForm
from ..models import Invitation
from ..names import validate_display_name

MAY_INVITE = "accounts.add_user"
PER_HOUR = 30


class InvitationForm(forms.ModelForm):
    """Whom to invite, and to what."""

    role = forms.ChoiceField(
        label=lazy("Rooli"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Valitse rooli.")},
    )

    class Meta:
        model = Invitation
        fields = ["first_name", "last_name", "email", "council", "role"]

    def __init__(self, *args, councils, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["role"].choices = [(role.key, f"{role.name}: {role.about}") for role in ROLES]
        self.fields["council"].queryset = councils
        if len(councils) == 1:
            self.fields["council"].initial = councils[0]
            self.fields["council"].widget = forms.HiddenInput()
        for field in self.fields.values():
            if field.label != self.fields["role"].label:
                field.error_messages["required"] = _("Täytä tämä kohta.")

    def clean_email(self):
        email = self.cleaned_data["email"].strip()
        if get_user_model().objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Toisella tilillä on jo tämä sähköpostiosoite."))
        if Invitation.objects.open().filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("Tähän osoitteeseen on jo lähetetty kutsu. Voit lähettää sen uudelleen.")
            )
        return email

    def clean(self):
        data = super().clean()
        if not self.errors:
            validate_display_name(data["first_name"], data["last_name"])
        return data


def councils_of(user):
    """The councils to whose roles the user may invite."""
    return HomePage.objects.all() if user.is_superuser else councils_for(user)


@permission_required(MAY_INVITE, raise_exception=True)
def invite(request):
    councils = councils_of(request.user)
    form = InvitationForm(request.POST or None, councils=councils)
    if request.method == "POST" and form.is_valid():
        if too_often(f"invite:{request.user.pk}", PER_HOUR):
            form.add_error(None, _("Olet lähettänyt monta kutsua. Yritä tunnin kuluttua."))
        else:
            messages.success(request, told(inviting.invite(request.user, **form.cleaned_data)))
            return redirect("accounts_invitations")
    status = 422 if form.errors else 200
    return render(request, "admin/accounts/invite.html", {"form": form}, status=status)


def told(invitation) -> str:
    if invitation.needs_confirmation:
        return _(
            "Kutsu odottaa vahvistusta. {email} saa sen, kun joku muu kuin sinä on vahvistanut."
        ).format(email=invitation.email)
    return _("Kutsu on lähetetty osoitteeseen {email}. Se on voimassa {days} päivää.").format(
        email=invitation.email, days=Invitation.DAYS
    )


def may_see(user) -> bool:
    """Those who invite, and those who confirm."""
    return user.has_perm(MAY_INVITE) or user.has_perm(inviting.MAY_CONFIRM)


@user_passes_test(may_see)
def invitations(request):
    rows = [
        (invitation, inviting.role_name(invitation.role), may_act_on(request.user, invitation))
        for invitation in Invitation.objects.filter(used_at=None, cancelled_at=None)
        .select_related("invited_by", "council")
        .order_by("-created_at")
    ]
    context = {"rows": rows, "may_invite": request.user.has_perm(MAY_INVITE)}
    return render(request, "admin/accounts/invitations.html", context)


def may_act_on(user, invitation) -> str:
    """Return what the user may do with an invitation: "confirm", "manage" or nothing."""
    if invitation.needs_confirmation:
        return "confirm" if inviting.may_confirm(user, invitation) else ""
    return "manage" if user.has_perm(MAY_INVITE) else ""


ACTS = {"confirm": "confirm", "resend": "manage", "cancel": "manage"}


@require_POST
@user_passes_test(may_see)
def act_on_invitation(request, pk, act):
    """Confirm, send again or cancel an invitation that is not used yet."""
    unused = Invitation.objects.filter(used_at=None, cancelled_at=None)
    invitation = get_object_or_404(unused, pk=pk)
    allowed = may_act_on(request.user, invitation)
    cancels = act == "cancel" and request.user.has_perm(MAY_INVITE)
    if not cancels and (not allowed or ACTS.get(act) != allowed):
        messages.error(request, _("Et voi tehdä tätä itse. Toisen henkilön pitää vahvistaa kutsu."))
    elif act == "cancel":
        inviting.cancel(invitation)
        messages.success(request, _("Kutsu on peruttu. Sen linkki ei enää toimi."))
    elif act == "confirm":
        inviting.confirm(invitation, request.user)
        messages.success(request, told(invitation))
    else:
        inviting.send(invitation)
        messages.success(request, told(invitation))
    return redirect("accounts_invitations")


@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def accept(request, token):
    """Choose a password for the account to which somebody was invited."""
    invitation = Invitation.objects.of_token(token).select_related("invited_by").first()
    if invitation is None or not invitation.is_open or invitation.needs_confirmation:
        return render(request, "account/link_is_over.html", {"invited": True}, status=410)
    account = inviting.new_account(invitation)
    form = FirstPasswordForm(request.POST or None, account=account)
    role = next(role for role in ROLES if role.key == invitation.role)
    context = {"form": form, "invitation": invitation, "role": role, "account": account}
    if request.method != "POST":
        return render(request, "account/accept_invitation.html", context)
    if not form.is_valid():
        return render(request, "account/accept_invitation.html", context, status=422)
    account = inviting.accept(invitation.pk, form.cleaned_data["password1"])
    if account is None:
        return render(request, "account/link_is_over.html", {"invited": True}, status=410)
    return render(request, "account/invitation_accepted.html", {"account": account})
