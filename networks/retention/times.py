"""When the retention of somebody's contact data and name ends. Only reads."""

import datetime
from bisect import bisect_right
from collections.abc import Iterator

from django.db.models import Prefetch

from ..models import Mandate, Person, Term
from ..timeline import mandate_last_day
from .models import RetentionSettings
from .names import FORMER


def mandate_ends(person) -> list[datetime.date | None]:
    """Return the last day of each mandate and appointment of the person, None if unknown.

    Nobody knows how long a network's convener goes on.
    """
    mandates = person.mandates.all()
    appointments = [each.ends for each in person.appointments.all()]
    convened = [None for _network in person.networks_convened.all()]
    return [*map(mandate_last_day, mandates), *appointments, *convened]


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
    return bool(people_with_name_over(today, Person.objects.filter(pk=person.pk)))


def is_forgotten(person) -> bool:
    return (person.first_name, person.last_name) == FORMER


def people_with_contact_over(today: datetime.date) -> list[Person]:
    people = Person.objects.exclude(contact_email="", contact_consent_on=None)
    return [person for person in people if contact_is_over(person, today)]


def people_with_name_over(today: datetime.date, people=None) -> list[Person]:
    """Return those people, of all by default, since whose last day enough terms have ended."""
    needed = RetentionSettings.load().name_terms
    if needed is None:
        return []
    if people is None:
        people = Person.objects.exclude(first_name=FORMER[0], last_name=FORMER[1])
    ended = Term.objects.filter(live=True, ends__lt=today)
    starts = sorted(ended.values_list("starts", flat=True))
    mandates = Prefetch("mandates", Mandate.objects.select_related("term"))
    return [
        person
        for person in people.prefetch_related(mandates, "appointments", "networks_convened")
        if (last := person_last_day(person)) is not None
        and last < today
        and len(starts) - bisect_right(starts, last) >= needed
    ]


def people_over(today: datetime.date) -> Iterator[tuple[str, list[Person]]]:
    yield "contact", people_with_contact_over(today)
    yield "name", people_with_name_over(today)
