"""Approval levels of the council's own pages. See home/approval/policy.py."""

from .approval.models.level import Level
from .approval.policy import Kind

KINDS = (
    Kind("home.HomePage", "Etusivu"),
    Kind("home.StandardPage", "Tekstisivut"),
    Kind("home.ContactPage", "Yhteystietosivu"),
    Kind("home.NewsPage", "Tiedotteet", default=Level.SECOND_PAIR),
    Kind("home.NewsIndexPage", "Ajankohtaista-sivu"),
    Kind("home.GoalPage", "Tavoitteet"),
    Kind("home.GoalIndexPage", "Tavoitteiden luettelo"),
    Kind("home.TaskPage", "Tehtävät"),
    Kind("home.TaskIndexPage", "Tehtävien luettelo"),
)
