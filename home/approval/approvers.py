"""Who may approve what, and who stands in for whom."""

import datetime
from dataclasses import dataclass

from .models.level import Level


@dataclass(frozen=True)
class Approver:
    """Somebody who may approve now, and for whom."""

    user: object
    on_behalf_of: object | None = None
    why: str = "approver"


def approvers_now(council, level: Level, requester, day: datetime.date) -> list[Approver]:
    """Those to ask on the day; empty when nobody can."""
    raise NotImplementedError


def nobody_can(council, level: Level, requester, day: datetime.date) -> str:
    """Why nobody can approve, in Finnish; empty when somebody can."""
    raise NotImplementedError


def may_decide(user, task_state) -> bool:
    """May this user decide of this version now? Every door asks this."""
    raise NotImplementedError


def working_days_after(day: datetime.date, number: int) -> datetime.date:
    """The working day that comes the number of working days later; Finnish holidays are none."""
    raise NotImplementedError
