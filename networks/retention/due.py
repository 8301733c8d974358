"""What of keeping people's data the scheduled work does. See home/due/running.py."""

import datetime
from functools import partial

from django.utils import timezone

from home.due.models import Notice
from home.due.running import DueItem

from ..models import Person
from .forgetting import forget_contact, forget_people
from .times import contact_is_over, name_is_over, whose_contact_is_over, whose_name_is_over

# The staff see on the dashboard whose names are about to go, and may look at every place.
WARNED = datetime.timedelta(days=14)


def due_items(now):
    today = timezone.localdate(now)
    if people := whose_contact_is_over(today):
        act = partial(act_on, people, contact_is_over, forget_contact, today)
        yield DueItem("retention", f"Yhteystiedon poisto, henkilöitä {len(people)}", act)
    names = whose_name_is_over(today)
    if unwarned := [person for person in names if not warned_at(person)]:
        title = f"Ilmoitus nimien poistamisesta, henkilöitä {len(unwarned)}"
        yield DueItem("retention", title, partial(warn, unwarned))
    if ready := [person for person in names if is_ready(person, now)]:
        act = partial(act_on, ready, name_is_over, forget_people, today)
        yield DueItem("retention", f"Nimen poisto, henkilöitä {len(ready)}", act)


def notice_of(person) -> str:
    return f"name of person {person.pk} leaves"


def warned_at(person) -> datetime.datetime | None:
    notice = Notice.objects.filter(about=notice_of(person)).first()
    return notice and notice.at


def warn(people):
    for person in people:
        Notice.objects.once(notice_of(person))


def is_ready(person, now) -> bool:
    at = warned_at(person)
    return at is not None and at + WARNED <= now


def act_on(people, is_over, forget, today):
    """Looks again whose time is over, for a mandate may have been added meanwhile."""
    people = Person.objects.filter(pk__in=[person.pk for person in people])
    if still := [person for person in people if is_over(person, today)]:
        forget(still)
