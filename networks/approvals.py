"""The texts of networks that need approval, with their levels. See home/approval/policy.py."""

from home.approval.policy import ApprovalKind

KINDS = (
    ApprovalKind("networks.NetworkPage", "Verkostojen sivut"),
    ApprovalKind("networks.NetworkIndexPage", "Verkostojen luettelo"),
    ApprovalKind("networks.RepresentativesPage", "Edustajat-sivu"),
    ApprovalKind("networks.NominationPage", "Nimeämiset"),
    ApprovalKind("networks.Term", "Toimikaudet ja niiden edustajat"),
    ApprovalKind("networks.Seat", "Paikat"),
    ApprovalKind("networks.Person", "Henkilöt"),
    ApprovalKind("networks.Organisation", "Yhteisöt"),
)
