"""Minutes as secretaries write them, each with the items that a reader finds in it.

Everyone and everything here is invented. `PAPERS` holds them all, by name.
"""

from .by_habit import BY_HABIT, TABLES
from .by_hand import BY_HAND
from .paper import ExpectedItem, Paper, words_of
from .programs import BY_PROGRAMS
from .strangers import STRANGERS
from .texts import TEXTS

EVERYTHING = (*BY_HABIT, *TABLES, *BY_HAND, *BY_PROGRAMS, *TEXTS, *STRANGERS)
PAPERS = {paper.name: paper for paper in EVERYTHING}

__all__ = ["PAPERS", "ExpectedItem", "Paper", "words_of"]
