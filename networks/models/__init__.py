from .appointment import Appointment
from .contact_check import ContactCheck, ContactCheckSettings, ContactProposal
from .mandate import Mandate
from .network import NetworkIndexPage, NetworkMember, NetworkPage
from .nomination import NominationPage
from .organisation import Organisation
from .person import Person
from .proposal import Proposal
from .representatives import RepresentativesPage
from .seat import Seat
from .succession import Succession
from .term import Term

__all__ = [
    "Appointment",
    "ContactCheck",
    "ContactCheckSettings",
    "ContactProposal",
    "Mandate",
    "NetworkIndexPage",
    "NetworkMember",
    "NetworkPage",
    "NominationPage",
    "Organisation",
    "Person",
    "Proposal",
    "RepresentativesPage",
    "Seat",
    "Succession",
    "Term",
]
