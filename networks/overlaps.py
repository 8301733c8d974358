"""Which mandates exclude each other; the database has the same rules as constraints."""

import datetime
from collections.abc import Iterable
from typing import Protocol

SAME_PERSON = "Henkilöllä on jo edustus tällä paikalla samaan aikaan."
SAME_OFFICE = (
    "Tehtävässä on jo toinen henkilö samaan aikaan. Merkitse ensin edellisen edustukselle "
    "päättymispäivä."
)
SAME_MEMBER = (
    "Edustajalla on jo henkilökohtainen varajäsen samaan aikaan. Merkitse ensin edelliselle "
    "varajäsenelle päättymispäivä."
)
CROWDED = (
    "Paikkoja on {places}, mutta samaan aikaan nimettyjä {most}. Varajäseniä ei lasketa. Tarkista "
    "nimetyt tai paikkojen määrä."
)
ONE_AT_A_TIME = ("chair", "vice_chair", "secretary")


class HasPeriod(Protocol):
    """Anything with a start and an optional end."""

    @property
    def starts(self) -> datetime.date: ...

    @property
    def ends(self) -> datetime.date | None: ...


class SeatMember(Protocol):
    """The mandate that a deputy belongs to."""

    @property
    def term_id(self) -> int | None: ...

    @property
    def seat_id(self) -> int | None: ...


class MandateLike(HasPeriod, Protocol):
    """A mandate, saved or not, with what these rules need of it."""

    @property
    def role(self) -> str: ...

    @property
    def seat_id(self) -> int | None: ...

    @property
    def person_id(self) -> int | None: ...

    @property
    def deputy_of_id(self) -> int | None: ...

    @property
    def deputy_of(self) -> SeatMember | None: ...


class AppointmentLike(HasPeriod, Protocol):
    """A person named to a body."""

    @property
    def role(self) -> str: ...

    def holds(self, day: datetime.date) -> bool:
        """Return whether the appointment covers the day."""
        ...


def periods_overlap(one: HasPeriod, other: HasPeriod) -> bool:
    """Return whether two periods share a day; no end means for ever."""
    return (one.ends is None or other.starts <= one.ends) and (
        other.ends is None or one.starts <= other.ends
    )


def find_clash(one: MandateLike, other: MandateLike) -> str:
    """Return why the two mandates exclude each other, in Finnish; empty if they do not."""
    known = all(m.starts and m.seat_id and m.person_id for m in (one, other))
    if not known or not periods_overlap(one, other):
        return ""
    if one.deputy_of_id and one.deputy_of_id == other.deputy_of_id:
        return SAME_MEMBER
    if one.seat_id != other.seat_id:
        return ""
    if one.person_id == other.person_id:
        return SAME_PERSON
    if one.role == other.role and one.role in ONE_AT_A_TIME:
        return SAME_OFFICE
    return ""


def misplaced_deputy(mandate: MandateLike, term_id: int | None) -> str:
    """Return why the mandate cannot be the deputy of its member, in Finnish; empty if it can."""
    member = mandate.deputy_of
    if member is None or (member.term_id, member.seat_id) == (term_id, mandate.seat_id):
        return ""
    return "Valitse jäsen, joka on samalla paikalla samassa toimikaudessa."


def too_many_named(appointments: Iterable[AppointmentLike], places: int) -> str:
    """Return why there are too many appointments at once; empty if not. Deputies do not count."""
    seated = [one for one in appointments if one.starts and one.role != "deputy"]
    most = max((sum(other.holds(one.starts) for other in seated) for one in seated), default=0)
    return CROWDED.format(places=places, most=most) if most > places else ""
