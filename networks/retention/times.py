"""When the retention of somebody's contact data and name ends. Only reads."""

import datetime
from collections.abc import Iterator

from ..models import Mandate, Person, Term
from ..timeline import mandate_last_day
from .models import RetentionSettings
from .names import FORMER


def mandate_ends(person) -> list[datetime.date | None]:
    """Return the last day of each mandate and appointment of the person, None if unknown."""
    mandates = Mandate.objects.filter(person=person).select_related("term")
    return [*map(mandate_last_day, mandates), *(each.ends for each in person.appointments.all())]


def person_last_day(person) -> datetime.date | None:
    """Return the person's last day in any of them; None if there is none or one is unknown."""
    ends = mandate_ends(person)
    return max(ends) if ends and None not in ends else None


def contact_is_over(person, today: datetime.date) -> bool:
    """Return whether the last mandate has ended; False without one, as for a future holder."""
    last = person_last_day(person)
    return last is not None and last < today


def name_is_over(person, today: datetime.date) -> bool:
    """Return whether enough terms have ended since the person's last day."""
    last, needed = person_last_day(person), RetentionSettings.load().name_terms
    if last is None or last >= today or needed is None:
        return False
    return Term.objects.filter(live=True, starts__gt=last, ends__lt=today).count() >= needed


def is_forgotten(person) -> bool:
    return (person.first_name, person.last_name) == FORMER


def people_with_contact_over(today: datetime.date) -> list[Person]:
    people = Person.objects.exclude(contact_email="", contact_consent_on=None)
    return [person for person in people if contact_is_over(person, today)]


def people_with_name_over(today: datetime.date) -> list[Person]:
    people = Person.objects.exclude(first_name=FORMER[0], last_name=FORMER[1])
    return [person for person in people if name_is_over(person, today)]


def people_over(today: datetime.date) -> Iterator[tuple[str, list[Person]]]:
    yield "contact", people_with_contact_over(today)
    yield "name", people_with_name_over(today)
