"""The council as it was or is on a day."""

import datetime
from dataclasses import dataclass, field


@dataclass
class SeatHolders:
    """A seat and those who hold it; nobody when it is vacant."""

    seat: object
    mandates: list = field(default_factory=list)

    @property
    def deputy_is_unknown(self) -> bool:
        """Two or more share the seat and the source does not say who is whose deputy."""
        return len(self.mandates) > 1 and any(m.role == "unknown" for m in self.mandates)


@dataclass
class SeatGroup:
    """The seats of one kind, in the council's own order."""

    key: str
    label: str
    seats: list[SeatHolders]


@dataclass
class Composition:
    """Everyone who sits in the council on one day."""

    date: datetime.date
    term: object | None
    groups: list[SeatGroup]

    @property
    def seat_count(self) -> int:
        return sum(len(group.seats) for group in self.groups)

    @property
    def person_count(self) -> int:
        return len({m.person_id for g in self.groups for s in g.seats for m in s.mandates})


def compose(date, term, seats, mandates, group_labels) -> Composition:
    """Puts mandates into their seats and seats into their groups, keeping the given order."""
    holders = {seat.pk: SeatHolders(seat) for seat in seats}
    for mandate in mandates:
        holders.setdefault(mandate.seat_id, SeatHolders(mandate.seat)).mandates.append(mandate)
    groups = [
        SeatGroup(key, label, [h for h in holders.values() if h.seat.group == key])
        for key, label in group_labels
    ]
    return Composition(date, term, [group for group in groups if group.seats])
