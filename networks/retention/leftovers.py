"""Places that removing or correcting a name leaves unchanged: found before, listed after."""

from dataclasses import dataclass

from django.apps import apps

from ..models import Person
from .columns import PROOF, Column
from .models import LeftPlace, RetentionRun
from .personal_data_search import Place, Wanted, places
from .surnames import surname_places


@dataclass(frozen=True)
class Outlook:
    """What would happen to each place with somebody's name."""

    goes: list[Place]
    stays: list[Place]  # an address, a file name, or a namesake's
    surnames: list[Place]
    record: int  # entries of the audit log, which nobody can change


def outlook(sought: Wanted) -> Outlook:
    """Sort the places by what a removal would do to them."""
    found = list(places(sought))
    proof = [place for place in found if is_proof(place)]
    others = [place for place in found if not is_proof(place)]
    stays = [place for place in others if is_left(place, sought)]
    goes = [place for place in others if place not in stays]
    surnames = [place for place in surname_places(sought) if not is_proof(place)]
    surnames = [place for place in surnames if not is_own(place, sought)]
    return Outlook(goes, stays, surnames, len(proof))


def is_proof(place: Place) -> bool:
    return place.column.model._meta.label_lower in PROOF


def is_own(place: Place, sought: Wanted) -> bool:
    """Return whether the place is the person's own row or revision, which does change."""
    thing = place.thing()
    return isinstance(thing, Person) and thing.pk in sought.people


def is_left(place: Place, sought: Wanted) -> bool:
    namesake = any(any(name.found_in(place.words)) for name in sought.namesakes)
    return place.is_fixed or namesake


def keep_what_stays(run: RetentionRun, person, sought: Wanted) -> list[LeftPlace]:
    """Store every place that still names the person, as a to-do without the name."""
    left = [place for place in places(sought) if not is_proof(place)]
    surnames = [place for place in surname_places(sought) if not is_proof(place)]
    rows = [left_place(run, person, place, False) for place in left]
    rows += [left_place(run, person, place, True) for place in surnames]
    return LeftPlace.objects.bulk_create(rows)


def left_place(run, person, place: Place, is_surname: bool) -> LeftPlace:
    return LeftPlace(
        run=run,
        person=person,
        table=place.column.model._meta.label_lower,
        key=str(place.key),
        field=place.column.field.name,
        label=place.label[:200],
        is_surname=is_surname,
    )


def thing_of(left: LeftPlace):
    """Return the object that an editor would open to correct the place; None if it was deleted."""
    model = apps.get_model(left.table)
    place = Place(Column(model, model._meta.get_field(left.field)), left.key, "", "")
    return place.thing()


def people_with_open_places() -> list[Person]:
    unfinished = LeftPlace.objects.filter(done_at=None).values("person")
    return list(Person.objects.filter(pk__in=unfinished))
