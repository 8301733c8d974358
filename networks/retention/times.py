"""When the time of somebody's contact data and name is over. Asks; changes nothing."""

import datetime
from collections.abc import Iterator

from home.models import HomePage

from ..models import Mandate, Person, Term
from ..timeline import last_day
from .models import RetentionSettings
from .names import FORMER


def last_days(person) -> dict[int, datetime.date]:
    """For each council the person's last day for it; empty while something has no known end."""
    days: dict[int, datetime.date] = {}
    for council, end in ends_of(person):
        if end is None:
            return {}
        days[council] = max(end, days.get(council, end))
    return days


def ends_of(person) -> Iterator[tuple[int, datetime.date | None]]:
    """The council and the last day of each mandate, in the council itself or for it elsewhere."""
    for mandate in Mandate.objects.filter(person=person).select_related("term"):
        yield mandate.term.council_id, last_day(mandate)
    for appointment in person.appointments.select_related("nomination"):
        council = HomePage.objects.ancestor_of(appointment.nomination).first()
        yield council.pk, appointment.ends


def contact_is_over(person, today: datetime.date) -> bool:
    """From the day after the last mandate on; who never had one is being prepared for it."""
    days = last_days(person)
    return bool(days) and max(days.values()) < today


def name_is_over(person, today: datetime.date) -> bool:
    """When enough terms have ended in every council since the person's last day there."""
    days = last_days(person)
    return bool(days) and all(
        enough_terms_since(council, day, today) for council, day in days.items()
    )


def enough_terms_since(council: int, day: datetime.date, today: datetime.date) -> bool:
    needed = name_terms(council)
    ended = Term.objects.filter(council=council, live=True, starts__gt=day, ends__lt=today)
    return needed is not None and day < today and ended.count() >= needed


def name_terms(council: int) -> int | None:
    """The council's own number of terms, or the default; None when names stay."""
    return (
        RetentionSettings.objects.filter(council=council).first() or RetentionSettings()
    ).name_terms


def is_forgotten(person) -> bool:
    return (person.first_name, person.last_name) == FORMER


def whose_contact_is_over(today: datetime.date) -> list[Person]:
    people = Person.objects.exclude(contact_email="", contact_consent_on=None)
    return [person for person in people if contact_is_over(person, today)]


def whose_name_is_over(today: datetime.date) -> list[Person]:
    people = Person.objects.exclude(first_name=FORMER[0], last_name=FORMER[1])
    return [person for person in people if name_is_over(person, today)]


def both(today: datetime.date) -> Iterator[tuple[str, list[Person]]]:
    yield "contact", whose_contact_is_over(today)
    yield "name", whose_name_is_over(today)
