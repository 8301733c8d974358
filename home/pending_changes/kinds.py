"""The kinds of pending change: their current state, how they are stored and who gains by them."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from home.approval.models import Absence, ApprovalRule, ApprovalSettings
from home.approval.reassigning import reassign
from home.authentication.second_factors import get_authenticator_keys, reset_second_factor

from . import accounts
from .models import PendingChange

PEOPLE = ("chair_id", "vice_chair_id", "deputy_id")
DAYS = ("silence_days", "reminder_days", "link_days", "minutes_alarm_days")


@dataclass(frozen=True)
class ChangeKind:
    """The functions of one kind of change; each takes the change."""

    current: Callable[[PendingChange], dict]
    store: Callable[[PendingChange], None]
    gainers: Callable[[PendingChange], set]


def get_current_account(change) -> dict:
    return accounts.get_account_state(change.subject)


def store_account(change) -> None:
    change.subject = accounts.store_account_state(change.subject, change.after)


def get_account_gainers(change) -> set:
    return {change.subject_id} - {None}


def get_second_factor_state(account) -> dict:
    return {"authenticators": get_authenticator_keys(account)}


def get_current_second_factor(change) -> dict:
    return get_second_factor_state(change.subject)


def store_second_factor(change) -> None:
    reset_second_factor(change.subject)


def get_settings_state() -> dict:
    """Return the approval settings as plain values."""
    settings = ApprovalSettings.load()
    rules = settings.rules.order_by("kind") if settings.pk else ()
    chosen = {rule.kind: [rule.level, rule.small_corrections] for rule in rules}
    return {name: getattr(settings, name) for name in (*PEOPLE, *DAYS)} | {"rules": chosen}


def get_current_settings(change) -> dict:
    return get_settings_state()


def store_approval_settings(change) -> None:
    settings = ApprovalSettings.load()
    for name in (*PEOPLE, *DAYS):
        setattr(settings, name, change.after[name])
    settings.full_clean()
    settings.save()
    settings.rules.all().delete()
    ApprovalRule.objects.bulk_create(
        ApprovalRule(settings=settings, kind=kind, level=level, small_corrections=small)
        for kind, (level, small) in change.after["rules"].items()
    )
    reassign()


def get_settings_gainers(change) -> set:
    """Return the keys of the people who are newly named."""
    before, after = change.before, change.after
    return {after[name] for name in PEOPLE if after[name] != before.get(name)} - {None}


def get_absence_state(absence) -> dict:
    """Return an absence as plain values, or an empty dict if there is none."""
    if absence is None:
        return {}
    return {
        "id": absence.pk,  # None until it is stored
        "person_id": absence.person_id,
        "starts": absence.starts.isoformat(),
        "ends": absence.ends.isoformat(),
        "note": absence.note,
    }


def get_absence(change):
    return Absence.objects.filter(pk=change.before.get("id")).first()


def get_current_absence(change) -> dict:
    return get_absence_state(get_absence(change))


def store_absence(change) -> None:
    absence = get_absence(change)
    if not change.after:
        absence.delete()
    else:
        absence = absence or Absence()
        absence.person_id, absence.note = change.after["person_id"], change.after["note"]
        absence.starts = datetime.date.fromisoformat(change.after["starts"])
        absence.ends = datetime.date.fromisoformat(change.after["ends"])
        absence.full_clean()
        absence.save()
    reassign()


def get_absence_gainers(change) -> set:
    """Return the keys of those who approve while the person is away."""
    settings = ApprovalSettings.load()
    away = {change.before.get("person_id"), change.after.get("person_id")}
    return {settings.vice_chair_id, settings.deputy_id} - away - {None}


KINDS = MappingProxyType(
    {
        PendingChange.Kind.ACCOUNT: ChangeKind(
            get_current_account, store_account, get_account_gainers
        ),
        PendingChange.Kind.SETTINGS: ChangeKind(
            get_current_settings, store_approval_settings, get_settings_gainers
        ),
        PendingChange.Kind.ABSENCE: ChangeKind(
            get_current_absence, store_absence, get_absence_gainers
        ),
        PendingChange.Kind.SECOND_FACTOR: ChangeKind(
            get_current_second_factor, store_second_factor, get_account_gainers
        ),
    }
)


def get_change_kind(change) -> ChangeKind:
    return KINDS[change.kind]
