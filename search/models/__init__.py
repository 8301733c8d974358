from .index import Form, IndexedPage, Passage, Term
from .lexicon import LexiconEntry
from .log import OpenedHit, SearchCount
from .promotion import Promotion

__all__ = [
    "Form",
    "IndexedPage",
    "LexiconEntry",
    "OpenedHit",
    "Passage",
    "Promotion",
    "SearchCount",
    "Term",
]
