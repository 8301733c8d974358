"""Views for sending, managing and accepting invitations."""

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import user_passes_test

from home.roles import ROLES
from home.web.rate_limits import is_too_often

from .. import inviting
from ..forms import FirstPasswordForm
from ..models import Invitation
from ..names import validate_display_name

MAY_INVITE = "accounts.add_user"
PER_HOUR = 30


class InvitationForm(forms.ModelForm):
    """Whom to invite, and in which role."""

    role = forms.ChoiceField(
        label=gettext_lazy("Rooli"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Valitse rooli.")},
    )

    class Meta:
        model = Invitation
        fields = ["first_name", "last_name", "email", "role"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["role"].choices = [(role.key, f"{role.name}: {role.about}") for role in ROLES]
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


@permission_required(MAY_INVITE, raise_exception=True)
def invite_view(request):
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_too_often(f"invite:{request.user.pk}", PER_HOUR):
            form.add_error(None, _("Olet lähettänyt monta kutsua. Yritä tunnin kuluttua."))
        else:
            messages.success(
                request,
                describe_sent_invitation(
                    inviting.create_invitation(request.user, **form.cleaned_data)
                ),
            )
            return redirect("accounts_invitations")
    status = 422 if form.errors else 200
    return render(request, "admin/accounts/invite.html", {"form": form}, status=status)


def describe_sent_invitation(invitation) -> str:
    if invitation.needs_confirmation:
        return _(
            "Kutsu odottaa vahvistusta. {email} saa sen, kun joku muu kuin sinä on vahvistanut."
        ).format(email=invitation.email)
    return _("Kutsu on lähetetty osoitteeseen {email}. Se on voimassa {days} päivää.").format(
        email=invitation.email, days=Invitation.DAYS
    )


def may_see_invitations(user) -> bool:
    """Return whether the user may invite or confirm."""
    return user.has_perm(MAY_INVITE) or user.has_perm(inviting.MAY_CONFIRM)


class InviteAloneForm(forms.Form):
    """The reason why a superuser invites somebody without a second person."""

    reason = forms.CharField(
        label=gettext_lazy("Perustelu"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Miksi kutsu lähtee ilman toista henkilöä. Jää lokiin ja viesteihin."
        ),
        error_messages={
            "required": gettext_lazy("Kirjoita perustelu: se jää lokiin ja lähtee viesteihin.")
        },
    )

    def __init__(self, *args, invitation, **kwargs):
        auto_id = f"id_%s_{invitation.pk}"  # the page shows several of these forms
        super().__init__(*args, auto_id=auto_id, use_required_attribute=False, **kwargs)
        self.invitation = invitation


@user_passes_test(may_see_invitations)
@require_safe
def invitations_view(request):
    return render_invitations(request)


def render_invitations(request, refused=None):
    """List the unused invitations; `refused` is a reason form with errors."""
    rows = []
    unused = Invitation.objects.not_ended()
    for invitation in unused.select_related("invited_by").order_by("-created_at"):
        may = get_allowed_act(request.user, invitation)
        is_refused = refused is not None and refused.invitation == invitation
        form = refused if is_refused else InviteAloneForm(invitation=invitation)
        rows.append((invitation, inviting.name_role(invitation.role), may, form))
    context = {"rows": rows, "may_invite": request.user.has_perm(MAY_INVITE)}
    status = 422 if refused else 200
    return render(request, "admin/accounts/invitations.html", context, status=status)


def get_allowed_act(user, invitation) -> str:
    """Return what the user may do with an invitation: "confirm", "alone", "manage" or ""."""
    if not invitation.needs_confirmation:
        return "manage" if user.has_perm(MAY_INVITE) else ""
    if inviting.may_confirm_invitation(user, invitation):
        return "confirm"
    return "alone" if inviting.may_confirm_own_invitation(user, invitation) else ""


@require_POST
@user_passes_test(may_see_invitations)
def act_on_invitation(request, pk, act):
    """Confirm, resend or cancel an unused invitation."""
    unused = Invitation.objects.not_ended()
    invitation = get_object_or_404(unused, pk=pk)
    form = None
    if act == "confirm" and get_allowed_act(request.user, invitation) == "alone":
        form = InviteAloneForm(request.POST, invitation=invitation)
        if not form.is_valid():
            return render_invitations(request, form)
    try:
        messages.success(request, carry_out_act(request, act, invitation, form))
    except inviting.InvitationNotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts_invitations")


def carry_out_act(request, act, invitation, form) -> str:
    """Carry out the action on the invitation; return the success message."""
    user = request.user
    if act == "confirm":
        reason = form.cleaned_data["reason"] if form else ""
        return describe_sent_invitation(inviting.confirm_invitation(invitation.pk, user, reason))
    if act not in ("resend", "cancel"):
        raise Http404
    if not user.has_perm(MAY_INVITE):
        raise inviting.InvitationNotAllowed(_("Sinulla ei ole oikeutta tähän."))
    if act == "cancel":
        inviting.cancel_invitation(invitation.pk, user)
        return _("Kutsu on peruttu. Sen linkki ei enää toimi.")
    return describe_sent_invitation(inviting.resend_invitation(invitation.pk, user))


@never_cache
@sensitive_post_parameters()
@sensitive_variables("token")
def accept_invitation_view(request, token):
    """Show and process the page on which an invited person chooses a password."""
    invitation = Invitation.objects.with_token(token).select_related("invited_by").first()
    if invitation is None or invitation.closed or invitation.needs_confirmation:
        return render(request, "account/link_is_over.html", {"invited": True}, status=410)
    account = inviting.make_account(invitation)
    form = FirstPasswordForm(request.POST or None, account=account)
    role = next(role for role in ROLES if role.key == invitation.role)
    context = {"form": form, "invitation": invitation, "role": role, "account": account}
    if request.method != "POST":
        return render(request, "account/accept_invitation.html", context)
    if not form.is_valid():
        return render(request, "account/accept_invitation.html", context, status=422)
    account = inviting.accept_invitation(invitation.pk, form.cleaned_data["password1"])
    if account is None:
        return render(request, "account/link_is_over.html", {"invited": True}, status=410)
    return render(request, "account/invitation_accepted.html", {"account": account})
