"""Places that removing or correcting a name leaves unchanged: found before, listed after."""

from dataclasses import dataclass

from django.apps import apps

from ..models import Person
from .columns import PROOF, TextColumn
from .models import LeftPlace, RetentionRun
from .personal_data_search import FoundPlace, SoughtPeople, find_places
from .surnames import surname_places


@dataclass(frozen=True)
class RemovalPreview:
    """What would happen to each place with somebody's name."""

    goes: list[FoundPlace]
    stays: list[FoundPlace]  # an address, a file name, or a namesake's
    surnames: list[FoundPlace]
    record: int  # entries of the audit log, which nobody can change


def preview_removal(sought: SoughtPeople) -> RemovalPreview:
    """Sort the places by what a removal would do to them."""
    found = list(find_places(sought))
    proof = [place for place in found if is_proof(place)]
    others = [place for place in found if not is_proof(place)]
    stays = [place for place in others if is_left(place, sought)]
    goes = [place for place in others if place not in stays]
    surnames = [place for place in surname_places(sought) if not is_proof(place)]
    surnames = [place for place in surnames if not is_own_record(place, sought)]
    return RemovalPreview(goes, stays, surnames, len(proof))


def is_proof(place: FoundPlace) -> bool:
    return place.column.model._meta.label_lower in PROOF


def is_own_record(place: FoundPlace, sought: SoughtPeople) -> bool:
    """Return whether the place is the person's own row or revision, which does change."""
    obj = place.edited_object()
    return isinstance(obj, Person) and obj.pk in sought.people


def is_left(place: FoundPlace, sought: SoughtPeople) -> bool:
    namesake = any(any(name.find_in(place.words)) for name in sought.namesakes)
    return place.is_fixed or namesake


def store_left_places(run: RetentionRun, person, sought: SoughtPeople) -> list[LeftPlace]:
    """Store every place that still names the person, as a to-do without the name."""
    left = [place for place in find_places(sought) if not is_proof(place)]
    surnames = [place for place in surname_places(sought) if not is_proof(place)]
    rows = [make_left_place(run, person, place, False) for place in left]
    rows += [make_left_place(run, person, place, True) for place in surnames]
    return LeftPlace.objects.bulk_create(rows)


def make_left_place(run, person, place: FoundPlace, is_surname: bool) -> LeftPlace:
    return LeftPlace(
        run=run,
        person=person,
        table=place.column.model._meta.label_lower,
        key=str(place.key),
        field=place.column.field.name,
        label=place.label[:200],
        is_surname=is_surname,
    )


def left_object(left: LeftPlace):
    """Return the object that an editor would open to correct the place; None if it was deleted."""
    model = apps.get_model(left.table)
    place = FoundPlace(TextColumn(model, model._meta.get_field(left.field)), left.key, "", "")
    return place.edited_object()


def people_with_open_places() -> list[Person]:
    unfinished = LeftPlace.objects.filter(done_at=None).values("person")
    return list(Person.objects.filter(pk__in=unfinished))
