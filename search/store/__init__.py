"""The index: a table of passages in PostgreSQL, and its queries."""

from .postgres import PostgresStore
from .types import Candidate, Collection, Occurrences, PageEntry, PassageEntry, StoreQuery

store = PostgresStore()

__all__ = [
    "Candidate",
    "Collection",
    "Occurrences",
    "PageEntry",
    "PassageEntry",
    "PostgresStore",
    "StoreQuery",
    "store",
]
