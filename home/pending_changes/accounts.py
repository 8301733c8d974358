"""Which account changes need a second person, and how a change is stored."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string

from home.approval.approvers import get_level_members
from home.approval.models import ApprovalSettings, Level

IDENTITY = ("username", "first_name", "last_name", "email")
FIELDS = (*IDENTITY, "is_active", "is_superuser")


def list_first_approvers() -> list:
    """Return the first approvers: the chair's group and the people named in the settings."""
    settings = ApprovalSettings.load()
    named = [settings.chair, settings.vice_chair, settings.deputy]
    found = {user.pk: user for user in get_level_members(Level.CHAIR)}
    found |= {user.pk: user for user in named if user and user.is_active}
    return list(found.values())


def get_account_state(user) -> dict:
    """Return the values of an account that determine who acts with it and with what rights."""
    if user is None or user.pk is None:
        return {}
    fields = {name: getattr(user, name) for name in FIELDS}
    return fields | {"groups": sorted(user.groups.values_list("pk", flat=True))}


def needs_second_person(actor, after: dict, subject=None) -> bool:
    """Return whether somebody besides the actor must confirm the new values of the account.

    `after` holds the new values, with the names of `get_account_state`; `subject` is the account,
    None for a new one. In a new account any role needs a second person, since all staff may be
    assigned approvals.
    """
    before = get_account_state(subject)
    changed = {name for name, value in after.items() if before.get(name) != value}
    if changed & {"groups", "is_superuser"}:
        return subject is not None or bool(after.get("groups") or after.get("is_superuser"))
    if changed & set(IDENTITY):
        return has_role(before)
    if "is_active" in changed:  # leavers are locked out at once, except for chairs
        return has_role(before) and (after["is_active"] or subject in list_first_approvers())
    return False


def has_role(state: dict) -> bool:
    """Return whether an account in such a state may approve or confirm anything."""
    return bool(state.get("groups")) or state.get("is_superuser", False)


def is_username_free(username: str, subject) -> bool:
    """Return whether no other account has this username."""
    others = get_user_model().objects.filter(username__iexact=username)
    return not others.exclude(pk=subject.pk if subject else None).exists()


def store_account_state(subject, after: dict):
    """Store the values in the account, creating it if there is none; return it."""
    user = subject or get_user_model()()
    if subject is None:
        # Nobody knows this password: the person chooses one through the mailed link.
        user.set_password(get_random_string(40))
    for name in FIELDS:
        if name in after:
            setattr(user, name, after[name])
    user.save()
    if "groups" in after:
        user.groups.set(Group.objects.filter(pk__in=after["groups"]))
    return user
