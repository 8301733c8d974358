"""The composition of the council on a day."""

import datetime
from dataclasses import dataclass, field
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.caveats import Caveat

from .open_end import list_caveats
from .overlaps import periods_overlap
from .picture import OTHER_SHAPE, SHAPES


@dataclass
class SeatHolders:
    """A seat and its holders; none if it is vacant."""

    seat: object
    mandates: list = field(default_factory=list)

    @property
    def members(self) -> list:
        """Return the holders who are not deputies."""
        return [mandate for mandate in self.mandates if mandate.role != "deputy"]

    @property
    def in_order(self) -> list:
        """Return each member followed by personal deputies, then the deputies of any member."""
        deputies = [mandate for mandate in self.mandates if mandate.role == "deputy"]
        found = []
        for member in self.members:
            # A row of a preview that is not stored has no primary key, and so no personal deputies.
            own = [d for d in deputies if d.deputy_of_id and d.deputy_of_id == member.pk]
            found += [member, *own]
        return found + [deputy for deputy in deputies if deputy not in found]

    @property
    def in_words(self) -> str:
        """Return the seat and the names of its holders, as the text alternative of the picture."""
        names = ", ".join(str(mandate.person) for mandate in self.in_order)
        return f"{self.seat.title}: {names or _('täyttämättä')}"

    @property
    def is_vacant(self) -> bool:
        return not self.members

    @property
    def deputy_is_unknown(self) -> bool:
        """Return whether holders share the seat and the source does not say who is whose deputy."""
        return any(
            "unknown" in (one.role, other.role) and periods_overlap(one, other)
            for one, other in combinations(self.mandates, 2)
        )


@dataclass
class SeatGroup:
    """The seats of one kind, in the council's own order, and the deputies they share."""

    key: str
    label: str
    seats: list[SeatHolders]
    pool: list[SeatHolders] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """Return the shape of its seats in the picture, as the d attribute of SVG."""
        return SHAPES.get(self.key, OTHER_SHAPE)


@dataclass
class Composition:
    """Everyone who sits in the council on one day."""

    date: datetime.date
    term: object | None
    groups: list[SeatGroup]

    @property
    def seats(self) -> list[SeatHolders]:
        return [holders for group_holders in self.groups for holders in group_holders.seats]

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """Return what a reader must know first: that it is only the latest that is known."""
        mandates = [mandate for holders in self.seats for mandate in holders.mandates]
        return list_caveats(mandates, self.date) if self.date else ()

    @property
    def seat_count(self) -> int:
        return len(self.seats)

    @property
    def person_count(self) -> int:
        everyone = [holders for group in self.groups for holders in group.seats + group.pool]
        return len({m.person_id for holders in everyone for m in holders.mandates})

    @property
    def vacancies(self) -> int:
        return sum(holders.is_vacant for holders in self.seats)

    @property
    def counts_in_words(self) -> str:
        """Return how many seats and people there are, for the line under a heading."""
        seats, people, vacant = self.seat_count, self.person_count, self.vacancies
        counts = [
            ngettext("%(number)s paikka", "%(number)s paikkaa", seats) % {"number": seats},
            ngettext("%(number)s edustaja", "%(number)s edustajaa", people) % {"number": people},
        ]
        if vacant:
            counts.append(_("täyttämättä %(number)s") % {"number": vacant})
        values = {"term": self.term, "counts": ", ".join(counts)}
        if getattr(self.term, "incomplete", False):
            return (
                _(
                    "Toimikausi %(term)s: %(counts)s. Kaikkia edustajia ei tiedetä: "
                    "mukana ovat vain tiedossa olevat."
                )
                % values
            )
        return _("Toimikausi %(term)s: %(counts)s.") % values


def compose(date, term, seats, mandates, group_labels) -> Composition:
    """Return the composition of mandates by seat and seats by group, in the given order.

    A term marked as incomplete shows no seat as vacant: seats without a holder are left out.
    """
    holders = {seat.pk: SeatHolders(seat) for seat in seats}
    for mandate in mandates:
        holders.setdefault(mandate.seat_id, SeatHolders(mandate.seat)).mandates.append(mandate)
    if term and term.incomplete:
        holders = {pk: held for pk, held in holders.items() if held.mandates}
    groups = [group_holders(key, label, holders.values()) for key, label in group_labels]
    return Composition(
        date,
        term,
        [group_holders for group_holders in groups if group_holders.seats or group_holders.pool],
    )


def group_holders(key, label, holders) -> SeatGroup:
    of_group = [held for held in holders if held.seat.group == key]
    return SeatGroup(
        key,
        label,
        seats=[held for held in of_group if held.seat.right != "pool"],
        pool=[held for held in of_group if held.seat.right == "pool"],
    )
