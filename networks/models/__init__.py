from .mandate import Mandate
from .network import NetworkIndexPage, NetworkMember, NetworkPage
from .organisation import Organisation
from .person import Person
from .representatives import RepresentativesPage
from .seat import Seat
from .succession import Succession
from .term import Term

__all__ = [
    "Mandate",
    "NetworkIndexPage",
    "NetworkMember",
    "NetworkPage",
    "Organisation",
    "Person",
    "RepresentativesPage",
    "Seat",
    "Succession",
    "Term",
]
