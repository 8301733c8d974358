"""The index: a table of passages in PostgreSQL, and its queries."""

from .postgres import PostgresStore
from .types import Ask, Candidate, Collection, Entry, Occurrences, PassageEntry

store = PostgresStore()

__all__ = [
    "Ask",
    "Candidate",
    "Collection",
    "Entry",
    "Occurrences",
    "PassageEntry",
    "PostgresStore",
    "store",
]
