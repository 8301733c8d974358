"""Minutes as secretaries write them, each with the agenda items expected from the parser.

All people and events are invented. `PAPERS` holds all minutes by name.
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
