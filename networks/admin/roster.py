"""The roster of a term as rows, with everything that a row may refer to."""

from collections import defaultdict

from django.utils.text import capfirst

from home.incoming.text import comparison_key

from ..models import Mandate, Organisation, Person, Seat, Term
from ..sheet.checking import ChoiceLabels
from ..sheet.days import write_day


def choice_labels() -> ChoiceLabels:
    """Return the labels of the choices that the columns accept."""
    return ChoiceLabels(
        *(
            {comparison_key(str(label)): value for value, label in kind.choices}
            for kind in (Seat.Group, Seat.Right, Mandate.Role)
        )
    )


class KnownObjects:
    """The seats of the council, and the people and organisations of the site, by name."""

    def __init__(self, body_id):
        seats = Seat.objects.filter(body=body_id)
        self.seats = {seat.pk: seat for seat in seats.order_by("order", "title")}
        self.people = {person.pk: person for person in Person.objects.all()}
        self.bodies = {body.pk: body for body in Organisation.objects.all()}
        self.seat_by_title = {comparison_key(seat.title): seat for seat in self.seats.values()}
        self.body_by_name = {comparison_key(body.name): body for body in self.bodies.values()}
        self.people_by_name = defaultdict(list)
        for person in self.people.values():
            self.people_by_name[comparison_key(str(person))].append(person)


class Roster:
    """One version of a term: its mandates in the order of the seats."""

    def __init__(self, draft: Term, known: KnownObjects | None = None):
        self.draft = draft
        self.known = known or KnownObjects(draft.body_id)
        places = {pk: place for place, pk in enumerate(self.known.seats)}
        self.mandates = sorted(
            draft.mandates.all(),
            key=lambda m: (places.get(m.seat_id, len(places)), m.sort_order or 0, m.starts),
        )
        self.by_pk = {mandate.pk: mandate for mandate in self.mandates if mandate.pk}

    def person(self, mandate):
        return self.known.people[mandate.person_id]

    def row(self, mandate) -> dict[str, str]:
        """Return the mandate as a row of a sheet."""
        seat, person = self.known.seats[mandate.seat_id], self.person(mandate)
        member = self.by_pk.get(mandate.deputy_of_id)
        body = self.known.bodies.get(mandate.organisation_id)
        return seat_cells(seat) | {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "person": str(person.pk),
            "role": mandate.get_role_display(),
            "deputy_of": str(self.person(member)) if member else "",
            "organisation": body.name if body else "",
            "starts": write_day(mandate.starts, mandate.starts_precision),
            "ends": write_day(mandate.ends, mandate.ends_precision),
            "source": mandate.source,
        }

    def rows(self) -> list[dict[str, str]]:
        return [self.row(mandate) for mandate in self.mandates]

    def vacant_seats(self, day) -> list[Seat]:
        """Return the seats that exist on the day and have no holder then, deputy pools left out."""
        held = {m.seat_id for m in self.mandates if m.role != "deputy" and m.holds(day)}
        return [
            seat
            for seat in self.known.seats.values()
            if seat.pk not in held
            and seat.right != Seat.Right.POOL
            and (seat.starts is None or seat.starts <= day)
            and (seat.ends is None or day <= seat.ends)
        ]


def seat_cells(seat) -> dict[str, str]:
    group, right = capfirst(seat.get_group_display()), seat.get_right_display()
    return {"seat": seat.title, "group": group, "right": right}


def latest_version(term: Term) -> Term:
    """Return the latest version of the term, published or not."""
    return term.get_latest_revision_as_object() if term.latest_revision_id else term


def starting_rows(term: Term) -> list[dict[str, str]]:
    """Return the roster as rows; for a term without one, the last holders of the term before it."""
    roster = Roster(latest_version(term))
    if roster.mandates:
        return roster.rows()
    before = Term.objects.filter(body=term.body_id, starts__lt=term.starts).newest_first()
    last = before.first()
    if last is None:
        return []
    old = Roster(latest_version(last), roster.known)
    day = last.ends or term.starts
    begins = write_day(term.starts, term.starts_precision)
    return [
        old.row(mandate) | {"starts": begins, "ends": "", "source": ""}
        for mandate in old.mandates
        if mandate.holds(day)
    ]
