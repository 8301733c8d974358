from .absence import Absence
from .assignment import Assignment
from .bundle import BundleMember, Companion
from .level import Level
from .publication import Publication
from .settings import ApprovalRule, ApprovalSettings, CouncilWorkflow
from .tasks import ChairApproval, LoggedOnly, SecondPairApproval

__all__ = [
    "Absence",
    "ApprovalRule",
    "ApprovalSettings",
    "Assignment",
    "BundleMember",
    "ChairApproval",
    "Companion",
    "CouncilWorkflow",
    "Level",
    "LoggedOnly",
    "Publication",
    "SecondPairApproval",
]
