"""Approval levels of the council's own pages. See home/approval/policy.py."""

from .approval.models.level import Level
from .approval.policy import ApprovalKind

KINDS = (
    ApprovalKind("home.HomePage", "Etusivu"),
    ApprovalKind("home.StandardPage", "Tekstisivut"),
    ApprovalKind("home.ContactPage", "Yhteystietosivu"),
    ApprovalKind("home.NewsPage", "Tiedotteet", default=Level.SECOND_PAIR),
    ApprovalKind("home.NewsIndexPage", "Ajankohtaista-sivu"),
    ApprovalKind("home.GoalPage", "Tavoitteet"),
    ApprovalKind("home.GoalIndexPage", "Tavoitteiden luettelo"),
    ApprovalKind("home.TaskPage", "Tehtävät"),
    ApprovalKind("home.TaskIndexPage", "Tehtävien luettelo"),
)
