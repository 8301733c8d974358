from .network import NetworkIndexPage, NetworkMember, NetworkPage
from .organisation import Organisation
from .person import Person
from .representatives import RepresentativesPage
from .roster import Mandate, Seat, Term

__all__ = [
    "Mandate",
    "NetworkIndexPage",
    "NetworkMember",
    "NetworkPage",
    "Organisation",
    "Person",
    "RepresentativesPage",
    "Seat",
    "Term",
]
