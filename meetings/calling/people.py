"""Who is called to a meeting: the members and deputies of its day, each person once."""

import datetime
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from home.council import get_council
from home.mail.models import OutboxMail
from home.mail.outbox import Recipient
from networks.models import Mandate, Person, Seat

DEPUTY = Mandate.Role.DEPUTY
KIND = "call"  # of the mails to those called


@dataclass
class CalledPerson:
    """One person with the mandates of the day."""

    person: Person
    mandates: list[Mandate] = field(default_factory=list)

    @property
    def is_deputy(self) -> bool:
        """Return whether the person comes only when a member cannot."""
        return all(mandate.role == DEPUTY for mandate in self.mandates)

    @property
    def address(self) -> str:
        return get_address(self.person)

    @property
    def roles(self) -> str:
        """Return the seats and roles in words: Liikunta, jäsen; Puheenjohtaja."""
        return "; ".join(map(describe_seat_and_role, self.mandates))


def describe_seat_and_role(mandate) -> str:
    """Return the seat and the role, without the role where the seat's name says it."""
    role = mandate.get_role_display()
    seat = mandate.seat.title
    return capfirst(seat) if role.casefold() in seat.casefold() else f"{capfirst(seat)}, {role}"


def get_address(person) -> str:
    """Return the address to which the person has agreed to be mailed; empty without one."""
    return person.contact_email if person.contact_consent_on else ""


def get_recipient(person) -> Recipient:
    return Recipient(get_address(person), str(person))


def list_mandates(day: datetime.date) -> list[Mandate]:
    """Return the public mandates of the day, as the council lists them."""
    return list(Mandate.objects.public().of(get_council()).on(day).in_order())


def list_called_people(mandates: list[Mandate]) -> list[CalledPerson]:
    """Return whom to call, in the order of the seats: members first, then deputies."""
    people: dict[int, CalledPerson] = {}
    for mandate in mandates:
        found = people.setdefault(mandate.person_id, CalledPerson(mandate.person))
        found.mandates.append(mandate)
    return sorted(people.values(), key=lambda each: each.is_deputy)


def list_deputies(member: Mandate, mandates: list[Mandate]) -> list[Mandate]:
    """Return who may stand in for the member: the own deputy, then the seat's, then the group's."""
    deputies = [each for each in mandates if each.role == DEPUTY]
    own = [each for each in deputies if each.deputy_of_id == member.pk]
    free = [each for each in deputies if each.deputy_of_id is None]
    of_seat = [each for each in free if each.seat_id == member.seat_id]
    pool = [
        each
        for each in free
        if each.seat.right == Seat.Right.POOL and each.seat.group == member.seat.group
    ]
    found = [*own, *of_seat, *pool]
    return [each for each in dict.fromkeys(found) if each.person_id != member.person_id]


def list_failed_mails(people: list[CalledPerson]) -> list[OutboxMail]:
    """Return the calls to these people that could not be sent, which staff can retry."""
    addresses = [each.address for each in people if each.address]
    return list(OutboxMail.objects.troubled().filter(kind=KIND, to__in=addresses))


def describe_missing_addresses(people: list[CalledPerson]) -> str:
    """Return a sentence that names those who cannot be mailed; empty if there is nobody."""
    names = [str(each.person) for each in people if not each.address]
    if not names:
        return ""
    if len(names) == len(people):
        return _(
            "Kenelläkään kutsuttavista ei ole sähköpostiosoitetta: kokous julkaistaan, mutta kutsu "
            "ei lähde kenellekään."
        )
    return _("Osoite puuttuu: %(names)s.") % {"names": ", ".join(names)}
