"""Invitations: who may send and confirm them, and how they become accounts."""

import re

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.approval_desk.mails.approval_requests import make_absolute_url
from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write
from home.pending_changes.accounts import list_first_approvers, needs_second_person
from home.pending_changes.watching import watch_account_changes
from home.pending_changes.words import shorten_address
from home.roles import get_group

from . import emails
from .emails import name_role
from .models import Invitation
from .names import strip_diacritics

Action = ApprovalRecord.Action
# Any staff may be named as an approver, so nobody creates an account with a role alone.
MAY_CONFIRM = "duties.confirm_pendingchange"


class InvitationNotAllowed(Exception):
    """The reason why an invitation cannot be acted on, as a Finnish sentence."""


def may_confirm_invitation(person, invitation) -> bool:
    """Return whether this person may be the second person who confirms; never the inviter."""
    return person.pk != invitation.invited_by_id and person.has_perm(MAY_CONFIRM)


def may_confirm_own_invitation(person, invitation) -> bool:
    """Return whether the inviter may confirm alone, with a reason for the audit log."""
    return person.pk == invitation.invited_by_id and person.is_active and person.is_superuser


@transaction.atomic
def create_invitation(actor, **fields) -> Invitation:
    """Store an invitation that waits for a second person; one by the operator (None) needs none."""
    group = get_group(fields["role"])
    invitation = Invitation(invited_by=actor, **fields)
    invitation.needs_confirmation = bool(
        actor and needs_second_person(actor, {"groups": [group.pk]})
    )
    if invitation.needs_confirmation:
        invitation.renew()  # stores it; the secret is replaced when the mail is sent
        ask_for_confirmation(invitation)
    else:
        send_invitation(invitation)
    record_invitation(Action.REQUESTED, invitation, actor, _("Kutsu"))
    return invitation


def record_invitation(action, invitation, actor, words: str, reason="") -> None:
    """Write the event to the audit log."""
    write(
        action,
        invitation,
        actor=actor,
        channel=ApprovalRecord.Channel.LOGIN if actor else ApprovalRecord.Channel.COMMAND,
        on_behalf_of=invitation.invited_by if action == Action.CONFIRMED else None,
        comment=_("{words}: {role}, {email}").format(
            words=words,
            role=name_role(invitation.role),
            email=shorten_address(invitation.email),
        ),
        reason=reason,
    )


def send_invitation(invitation) -> str:
    """Mail the invitation with a new link, which invalidates the old one; return its URL."""
    token = invitation.renew()
    url = make_absolute_url(reverse("account_invitation", args=[token]))
    emails.send_invitation_link(invitation, url, Invitation.DAYS)
    return url


def ask_for_confirmation(invitation) -> None:
    people = get_user_model().objects.with_perm(MAY_CONFIRM, include_superusers=False)
    for person in people.exclude(pk=invitation.invited_by_id):
        emails.send_confirmation_request(
            person, invitation, make_absolute_url(reverse("accounts_invitations"))
        )


def lock_unused_invitation(pk) -> Invitation:
    """Return an invitation that may still be acted on, locked for this transaction."""
    invitation = Invitation.objects.select_for_update().filter(pk=pk).first()
    if invitation is None or invitation.used_at or invitation.ended_at:
        raise InvitationNotAllowed(_("Kutsu on jo käytetty tai peruttu."))
    return invitation


@transaction.atomic
def confirm_invitation(pk, person, reason="") -> Invitation:
    """Confirm and send the invitation; superusers who confirm their own must give a reason."""
    invitation, reason = lock_unused_invitation(pk), reason.strip()
    alone = may_confirm_own_invitation(person, invitation)
    if not invitation.needs_confirmation:
        raise InvitationNotAllowed(_("Kutsu on jo vahvistettu ja lähetetty."))
    if not may_confirm_invitation(person, invitation) and not alone:
        raise InvitationNotAllowed(
            _("Et voi tehdä tätä itse. Toisen henkilön pitää vahvistaa kutsu.")
        )
    if alone and not reason:
        raise InvitationNotAllowed(_("Kirjoita perustelu: se jää lokiin ja lähtee viesteihin."))
    invitation.confirmed_by, invitation.needs_confirmation = person, False
    invitation.reason = reason if alone else ""
    send_invitation(invitation)
    record_invitation(
        Action.CONFIRMED, invitation, person, _("Kutsu vahvistettu"), invitation.reason
    )
    for approver in list_first_approvers() if alone else ():
        if approver != person:
            emails.notify_of_unconfirmed_invitation(approver, invitation)
    return invitation


@transaction.atomic
def resend_invitation(pk, person) -> Invitation:
    """Send the invitation again with a new link."""
    invitation = lock_unused_invitation(pk)
    if invitation.needs_confirmation:
        raise InvitationNotAllowed(_("Kutsu odottaa vielä toisen henkilön vahvistusta."))
    send_invitation(invitation)
    record_invitation(Action.REQUESTED, invitation, person, _("Kutsu lähetetty uudelleen"))
    return invitation


@transaction.atomic
def cancel_invitation(pk, person) -> Invitation:
    """End the invitation, so that its link stops working."""
    invitation = lock_unused_invitation(pk)
    invitation.ended_at = timezone.now()
    invitation.save(update_fields=["ended_at"])
    record_invitation(Action.CHANGE_CANCELLED, invitation, person, _("Kutsu peruttu"))
    return invitation


def make_account(invitation):
    """Return the unsaved account that the invitation would create."""
    return get_user_model()(
        username=find_free_username(invitation.first_name, invitation.last_name),
        first_name=invitation.first_name,
        last_name=invitation.last_name,
        email=invitation.email,
    )


def find_free_username(first_name: str, last_name: str) -> str:
    """Return a free username built from the name: anni.virtanen, anni.virtanen2."""
    base = ".".join(
        filter(None, (re.sub("[^a-z]", "", strip_diacritics(n)) for n in (first_name, last_name)))
    )
    base = base[:140] or "tili"
    taken = {
        name.casefold()
        for name in get_user_model()
        .objects.filter(username__istartswith=base)
        .values_list("username", flat=True)
    }
    number = 1
    while (name := base if number == 1 else f"{base}{number}") in taken:
        number += 1
    return name


@transaction.atomic
def accept_invitation(pk, password: str):
    """Create the account of an open invitation; return None if it can no longer be accepted."""
    invitation = Invitation.objects.select_for_update().get(pk=pk)
    if invitation.closed or invitation.needs_confirmation:
        return None
    if get_user_model().objects.filter(email__iexact=invitation.email).exists():
        return None
    account = make_account(invitation)
    account.set_password(password)
    with watch_account_changes(None, reason=invitation.reason):
        account.save()
        account.groups.add(get_group(invitation.role))
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    return account
