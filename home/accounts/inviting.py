"""Inviting people: who may be asked to which role, and what becomes of an invitation."""

import re

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from home.duties.accounts import needs_second_person
from home.links.letters import absolute
from home.roles import ROLES, group_for

from . import letters
from .models import Invitation
from .names import plain

# All staff may be asked to approve something, so nobody makes an account with a role alone.
MAY_CONFIRM = "duties.confirm_pendingchange"


def role_name(key: str) -> str:
    return next((role.name for role in ROLES if role.key == key), key)


def may_confirm(person, invitation) -> bool:
    """May the person confirm the invitation? Never the inviter."""
    return person.pk != invitation.invited_by_id and person.has_perm(MAY_CONFIRM)


@transaction.atomic
def invite(actor, **fields) -> Invitation:
    """Store an invitation that waits for a second person; the operator (None) needs none."""
    group = group_for(fields["role"], fields["council"])
    invitation = Invitation(invited_by=actor, **fields)
    invitation.needs_confirmation = bool(
        actor and needs_second_person(actor, {"groups": [group.pk]})
    )
    if invitation.needs_confirmation:
        invitation.renew()  # the secret is made when the mail goes
        ask_for_confirmation(invitation)
    else:
        send(invitation)
    return invitation


def send(invitation) -> str:
    """Mail the invitation with a new link, which ends the one before; return the address."""
    token = invitation.renew()
    url = absolute(reverse("account_invitation", args=[token]))
    letters.invitation(invitation, url, Invitation.DAYS)
    return url


def ask_for_confirmation(invitation) -> None:
    people = get_user_model().objects.with_perm(MAY_CONFIRM, include_superusers=False)
    for person in people.exclude(pk=invitation.invited_by_id):
        letters.please_confirm(person, invitation, absolute(reverse("accounts_invitations")))


@transaction.atomic
def confirm(invitation, person) -> None:
    invitation.confirmed_by, invitation.needs_confirmation = person, False
    send(invitation)


def cancel(invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(cancelled_at=timezone.now())


def new_account(invitation):
    """Return the account that the invitation would make, not stored."""
    return get_user_model()(
        username=free_username(invitation.first_name, invitation.last_name),
        first_name=invitation.first_name,
        last_name=invitation.last_name,
        email=invitation.email,
    )


def free_username(first_name: str, last_name: str) -> str:
    """Return a name for logging in made of somebody's name: anni.virtanen, anni.virtanen2."""
    base = ".".join(filter(None, (re.sub("[^a-z]", "", plain(n)) for n in (first_name, last_name))))
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
def accept(pk, password: str):
    """Make the account of an open invitation; return None if it can no longer be accepted."""
    invitation = Invitation.objects.select_for_update().get(pk=pk)
    if not invitation.is_open or invitation.needs_confirmation:
        return None
    if get_user_model().objects.filter(email__iexact=invitation.email).exists():
        return None
    account = new_account(invitation)
    account.set_password(password)
    account.save()
    account.groups.add(group_for(invitation.role, invitation.council))
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    return account
