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

from . import emails
from .accounts import needs_second_person
from .kinds import get_change_kind
from .models import PendingChange
from .watching import watch_account_changes
from .words import shorten_addresses

__all__ = [
    "ChangeNotAllowed",
    "cancel_change",
    "confirm_change",
    "may_confirm_change",
    "needs_second_person",
    "propose_change",
    "refuse_change",
]
Status = PendingChange.Status
Action = ApprovalRecord.Action
CONFIRM = "confirm_pendingchange"


class ChangeNotAllowed(Exception):
    """The change cannot be confirmed, refused or cancelled; the message is a Finnish sentence."""


@transaction.atomic
def propose_change(actor, kind, *, title, lines, before, after, subject=None) -> PendingChange:
    """Store a change that waits for a second person, and mail those who may confirm it."""
    same = PendingChange.objects.waiting().filter(kind=kind, subject=subject)
    for older in same.filter(before=before, requested_by=actor):
        close_change(older, Status.CANCELLED, actor)
    change = PendingChange.objects.create(
        kind=kind,
        subject=subject,
        title=title[:300],
        lines=lines,
        before=before,
        after=after,
        requested_by=actor,
    )
    record_change(change, Action.REQUESTED, actor)
    for person in list_confirmers(change):
        emails.send_change_request(change, person)
    return change


def list_confirmers(change) -> list:
    """Return who may confirm the change: neither its requester nor those who gain by it."""
    users = find_able_to_confirm().exclude(pk__in=get_barred_from(change))
    return list(users.distinct().order_by("pk"))


def find_able_to_confirm():
    """Return the users who may confirm changes in which they have no part."""
    permission = Permission.objects.filter(codename=CONFIRM)
    able = Q(groups__permissions__in=permission) | Q(is_superuser=True)
    able |= Q(pk=ApprovalSettings.load().deputy_id)
    return get_user_model().objects.filter(able, is_active=True)


def get_barred_from(change) -> set:
    """Return the keys of the requester and of those who gain by the change."""
    return {change.requested_by_id, *get_change_kind(change).gainers(change)} - {None}


def list_changes_to_confirm(user) -> list[PendingChange]:
    """Return the waiting changes that the user may confirm."""
    if not find_able_to_confirm().filter(pk=user.pk).exists():
        return []
    changes = PendingChange.objects.waiting().select_related("requested_by")
    return [change for change in changes if user.pk not in get_barred_from(change)]


def may_confirm_change(user, change) -> bool:
    """Return whether the user may confirm or refuse the change as a second person."""
    return change.is_waiting and user in list_confirmers(change)


def may_confirm_own_change(user, change) -> bool:
    """Return whether the user may confirm their own change, with a reason in the audit log."""
    return change.is_waiting and user.is_superuser and user.is_active


@transaction.atomic
def confirm_change(change, user, reason="") -> PendingChange:
    """Put the change into effect; a superuser who confirms alone must give a reason."""
    change = lock_change(change)
    if not may_confirm_change(user, change):
        if not may_confirm_own_change(user, change):
            raise ChangeNotAllowed(_("Et voi vahvistaa tätä muutosta. Sen vahvistaa joku toinen."))
        if not reason.strip():
            raise ChangeNotAllowed(_("Kirjoita perustelu: se jää lokiin ja lähtee viesteihin."))
    if get_change_kind(change).current(change) != change.before:
        raise ChangeNotAllowed(_("Tiedot ovat muuttuneet pyynnön jälkeen. Tee muutos uudelleen."))
    recipients = emails.get_addresses_before(change)
    store_change(change, user, reason)
    close_change(change, Status.CONFIRMED, user, reason)
    record_change(change, Action.CONFIRMED, user, reason)
    emails.notify_of_confirmed(change, recipients)
    return change


def store_change(change, user, reason) -> None:
    """Store the change completely, or raise NotAllowed and store nothing."""
    try:
        with transaction.atomic(), watch_account_changes(user, change, reason):
            get_change_kind(change).store(change)
    except (ValidationError, DatabaseError) as error:
        raise ChangeNotAllowed(
            _("Muutosta ei voi tallentaa: se on ristiriidassa muiden tietojen kanssa.")
        ) from error


@transaction.atomic
def refuse_change(change, user, reason) -> PendingChange:
    """Refuse the request of another person."""
    change = lock_change(change)
    if not may_confirm_change(user, change):
        raise ChangeNotAllowed(_("Et voi hylätä tätä muutosta."))
    if not reason.strip():
        raise ChangeNotAllowed(_("Kirjoita pyytäjälle, miksi et vahvista muutosta."))
    close_change(change, Status.REFUSED, user, reason)
    record_change(change, Action.REFUSED, user, reason)
    emails.notify_of_refused(change)
    return change


@transaction.atomic
def cancel_change(change, user) -> PendingChange:
    """Cancel one's own request."""
    change = lock_change(change)
    if not change.is_waiting or change.requested_by_id != user.pk:
        raise ChangeNotAllowed(_("Voit perua vain oman odottavan muutoksesi."))
    close_change(change, Status.CANCELLED, user)
    record_change(change, Action.CHANGE_CANCELLED, user)
    return change


def lock_change(change) -> PendingChange:
    """Return the current state of the change, locked until the transaction ends."""
    lock_writes()
    return PendingChange.objects.select_for_update().get(pk=change.pk)


def close_change(change, status, user, reason="") -> None:
    change.status, change.decided_by, change.reason = status, user, reason.strip()
    change.decided_at = timezone.now()
    change.save()


def record_change(change, action, actor, reason="") -> None:
    """Write what happened to the change into the audit log."""
    write(
        action,
        change,
        actor=actor,
        on_behalf_of=change.requested_by if action == Action.CONFIRMED else None,
        channel=ApprovalRecord.Channel.LOGIN,
        comment=" ".join(f"{shorten_addresses(line)}." for line in change.lines),
        reason=reason.strip(),
    )
