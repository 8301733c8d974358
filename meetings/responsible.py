"""Whom the words of "vastuutaho" mean, where that is known for certain."""

import re
from collections import defaultdict
from dataclasses import dataclass

from home.approval.models import ApprovalSettings
from home.council import get_council
from home.incoming.text import comparison_key
from home.roles import ROLES, list_people_in, list_staff
from networks.models import Mandate

BETWEEN = re.compile(r"\s*(?:[,;/&+]|\bja\b|\bsekä\b)\s*")
REMARK = re.compile(r"\s*\([^)]*\)\s*$")
OFFICES = (
    Mandate.Role.CHAIR,
    Mandate.Role.VICE_CHAIR,
    Mandate.Role.SECRETARY,
    Mandate.Role.COMMUNICATIONS,
)


@dataclass(frozen=True)
class Contact:
    """Somebody who can be mailed; `key` is the same as long as the account or person exists."""

    key: str
    email: str
    name: str
    has_account: bool


class Directory:
    """Who is reachable by which words: names of people, roles, offices and seats."""

    def __init__(self):
        accounts = [contact_of_account(user) for user in list_staff() if user.email]
        mandates = list_reachable_mandates()
        people = {contact_of_person(mandate.person) for mandate in mandates}
        self.words = group_by_words(mandates) | group_by_roles()
        self.words |= group_by_name(people) | group_by_name(accounts)

    def find(self, text: str) -> list[Contact]:
        """Return who is meant, each once; nobody for words that are unknown or have two senses."""
        parts = [text] if self.look_up(text) else BETWEEN.split(text)
        found = [contact for part in parts for contact in self.look_up(part)]
        return list({contact.email.casefold(): contact for contact in reversed(found)}.values())

    def look_up(self, words: str) -> list[Contact]:
        return self.words.get(comparison_key(REMARK.sub("", words)), [])


def contact_of_account(user) -> Contact:
    return Contact(f"user {user.pk}", user.email, user.display_name, has_account=True)


def contact_of_person(person) -> Contact:
    return Contact(f"person {person.pk}", person.contact_email, str(person), has_account=False)


def list_reachable_mandates() -> list[Mandate]:
    """Return today's public mandates of people who have agreed to be mailed."""
    found = Mandate.objects.public().of(get_council()).current().select_related("person", "seat")
    return [each for each in found if each.person.contact_email and each.person.contact_consent_on]


def group_by_name(contacts) -> dict[str, list[Contact]]:
    """Return the contacts by name; a name that two people have means nobody."""
    names = defaultdict(list)
    for contact in contacts:
        names[comparison_key(contact.name)].append(contact)
    return {name: found if len(found) == 1 else [] for name, found in names.items()}


def group_by_words(mandates) -> dict[str, list[Contact]]:
    """Return the holders of seats and offices by the seat's title and the office's name."""
    groups = defaultdict(list)
    for mandate in mandates:
        contact = contact_of_person(mandate.person)
        if mandate.role in OFFICES:
            groups[comparison_key(mandate.get_role_display())].append(contact)
        if mandate.role != Mandate.Role.DEPUTY:
            groups[comparison_key(mandate.seat.title)].append(contact)
    return dict(groups)


def group_by_roles() -> dict[str, list[Contact]]:
    """Return the accounts by the names of their roles, and of the chair and the secretary."""
    groups = {}
    for role in ROLES:
        members = [contact_of_account(user) for user in list_people_in(role.key) if user.email]
        if members:
            groups[comparison_key(role.name)] = members
            if role.key == "secretariat":
                groups["sihteeri"] = members
    chair = ApprovalSettings.load().chair
    if chair and chair.is_active and chair.email:
        groups["puheenjohtaja"] = [contact_of_account(chair)]
    return groups
