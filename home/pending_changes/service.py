"""Request changes of approvers and their accounts, and confirm, refuse or cancel the requests."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from home.approval.models import ApprovalSettings
from home.approval.write_lock import lock_writes
from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write

from . import letters
from .accounts import needs_second_person
from .kinds import kind_of
from .models import PendingChange
from .watching import account_changes
from .words import without_addresses

__all__ = [
    "NotAllowed",
    "cancel",
    "confirm",
    "may_confirm",
    "needs_second_person",
    "propose",
    "refuse",
]
Status = PendingChange.Status
Action = ApprovalRecord.Action
CONFIRM = "confirm_pendingchange"


class NotAllowed(Exception):
    """The change cannot be confirmed, refused or cancelled; the message is a Finnish sentence."""


@transaction.atomic
def propose(actor, kind, *, title, lines, before, after, subject=None) -> PendingChange:
    """Store a change that waits for a second person, and mail those who may confirm it."""
    same = PendingChange.objects.waiting().filter(kind=kind, subject=subject)
    for older in same.filter(before=before, requested_by=actor):
        close(older, Status.CANCELLED, actor)
    change = PendingChange.objects.create(
        kind=kind,
        subject=subject,
        title=title[:300],
        lines=lines,
        before=before,
        after=after,
        requested_by=actor,
    )
    record(change, Action.REQUESTED, actor)
    for person in confirmers(change):
        letters.ask(change, person)
    return change


def confirmers(change) -> list:
    """Return who may confirm the change: neither its requester nor those who gain by it."""
    permission = Permission.objects.filter(codename=CONFIRM)
    able = Q(groups__permissions__in=permission) | Q(is_superuser=True)
    able |= Q(pk=ApprovalSettings.load().deputy_id)
    users = get_user_model().objects.filter(able, is_active=True)
    barred = {change.requested_by_id, *kind_of(change).gainers(change)}
    return list(users.exclude(pk__in=barred - {None}).distinct().order_by("pk"))


def may_confirm(user, change) -> bool:
    """Return whether the user may confirm or refuse the change as a second person."""
    return change.is_waiting and user in confirmers(change)


def may_confirm_alone(user, change) -> bool:
    """Return whether the user may confirm their own change, with a reason in the audit log."""
    return change.is_waiting and user.is_superuser and user.is_active


@transaction.atomic
def confirm(change, user, reason="") -> PendingChange:
    """Put the change into effect; a superuser who confirms alone must give a reason."""
    change = locked(change)
    if not may_confirm(user, change):
        if not may_confirm_alone(user, change):
            raise NotAllowed(_("Et voi vahvistaa tätä muutosta. Sen vahvistaa joku toinen."))
        if not reason.strip():
            raise NotAllowed(_("Kirjoita perustelu: se jää lokiin ja lähtee viesteihin."))
    if kind_of(change).current(change) != change.before:
        raise NotAllowed(_("Tiedot ovat muuttuneet pyynnön jälkeen. Tee muutos uudelleen."))
    told = letters.addresses_before(change)
    store(change, user, reason)
    close(change, Status.CONFIRMED, user, reason)
    record(change, Action.CONFIRMED, user, reason)
    letters.tell_of_confirmed(change, told)
    return change


def store(change, user, reason) -> None:
    """Store the change completely, or raise NotAllowed and store nothing."""
    try:
        with transaction.atomic(), account_changes(user, change, reason):
            kind_of(change).store(change)
    except (ValidationError, DatabaseError) as error:
        raise NotAllowed(
            _("Muutosta ei voi tallentaa: se on ristiriidassa muiden tietojen kanssa.")
        ) from error


@transaction.atomic
def refuse(change, user, reason) -> PendingChange:
    """Refuse the request of another person."""
    change = locked(change)
    if not may_confirm(user, change):
        raise NotAllowed(_("Et voi hylätä tätä muutosta."))
    if not reason.strip():
        raise NotAllowed(_("Kirjoita pyytäjälle, miksi et vahvista muutosta."))
    close(change, Status.REFUSED, user, reason)
    record(change, Action.REFUSED, user, reason)
    letters.tell_of_refused(change)
    return change


@transaction.atomic
def cancel(change, user) -> PendingChange:
    """Cancel one's own request."""
    change = locked(change)
    if not change.is_waiting or change.requested_by_id != user.pk:
        raise NotAllowed(_("Voit perua vain oman odottavan muutoksesi."))
    close(change, Status.CANCELLED, user)
    record(change, Action.CHANGE_CANCELLED, user)
    return change


def locked(change) -> PendingChange:
    """Return the current state of the change, locked until the transaction ends."""
    lock_writes()
    return PendingChange.objects.select_for_update().get(pk=change.pk)


def close(change, status, user, reason="") -> None:
    change.status, change.decided_by, change.reason = status, user, reason.strip()
    change.decided_at = timezone.now()
    change.save()


def record(change, action, actor, reason="") -> None:
    """Write what happened to the change into the audit log."""
    write(
        action,
        change,
        actor=actor,
        on_behalf_of=change.requested_by if action == Action.CONFIRMED else None,
        door=ApprovalRecord.Door.LOGIN,
        comment=" ".join(f"{without_addresses(line)}." for line in change.lines),
        reason=reason.strip(),
    )
