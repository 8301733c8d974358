"""The texts of networks that need approval, with their levels. See home/approval/policy.py."""

from home.approval.policy import Kind

KINDS = (
    Kind("networks.NetworkPage", "Verkostojen sivut"),
    Kind("networks.NetworkIndexPage", "Verkostojen luettelo"),
    Kind("networks.RepresentativesPage", "Edustajat-sivu"),
    Kind("networks.NominationPage", "Nimeämiset"),
    Kind("networks.Term", "Toimikaudet ja niiden edustajat"),
    Kind("networks.Seat", "Paikat"),
    Kind("networks.Person", "Henkilöt"),
    Kind("networks.Organisation", "Yhteisöt"),
)
