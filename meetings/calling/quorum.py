"""Whether a meeting can decide, by the council's rule and the seats that are represented."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from networks.models import Mandate, Seat

from ..models import MeetingSettings
from .attending import SeatAttendance

CHAIRS = (Mandate.Role.CHAIR, Mandate.Role.VICE_CHAIR)


@dataclass(frozen=True)
class Quorum:
    """How many seats are represented, how many must be, and whether a missing chair prevents it."""

    seats: int
    represented: int
    needed: int
    lacks_chair: bool

    @property
    def is_met(self) -> bool:
        return self.represented >= self.needed and not self.lacks_chair

    @property
    def sentence(self) -> str:
        words = _("Kokous ei ole vielä päätösvaltainen.")
        if self.is_met:
            words = _("Kokous on päätösvaltainen, jos nämä tulevat.")
        counts = _(
            "Paikoista on edustettuna %(represented)s / %(seats)s, tarvitaan %(needed)s."
        ) % {
            "represented": self.represented,
            "seats": self.seats,
            "needed": self.needed,
        }
        chair = _("Puheenjohtaja tai varapuheenjohtaja puuttuu.") if self.lacks_chair else ""
        return " ".join(filter(None, [words, counts if self.needed else "", chair]))


def find_quorum(members: list[SeatAttendance]) -> Quorum | None:
    """Return whether those who come are enough; None if the council has no rule."""
    rule = MeetingSettings.load()
    if not rule.quorum_rule and not rule.quorum_needs_chair:
        return None
    counted = [each for each in members if has_vote(each.mandate)]
    seats = {each.mandate.seat_id for each in counted}
    represented = {each.mandate.seat_id for each in counted if each.comes}
    has_chair = any(
        each.mandate.role in CHAIRS and each.invitation and each.invitation.is_coming
        for each in members
    )
    lacks_chair = rule.quorum_needs_chair and not has_chair
    return Quorum(len(seats), len(represented), count_required_seats(rule, len(seats)), lacks_chair)


def has_vote(mandate) -> bool:
    """Return whether the seat counts: officers have none, nor has the right to be present."""
    seat = mandate.seat
    return seat.right == Seat.Right.MEMBER and seat.group != Seat.Group.OFFICERS


def count_required_seats(rule: MeetingSettings, seats: int) -> int:
    """Return how many seats must be represented."""
    rules = MeetingSettings.QuorumRule
    if rule.quorum_rule == rules.HALF:
        return seats // 2 + 1
    if rule.quorum_rule == rules.NUMBER:
        return rule.quorum_value or 0
    if rule.quorum_rule == rules.SHARE:
        return math.ceil(seats * (rule.quorum_value or 0) / 100)
    return 0
