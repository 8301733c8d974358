"""The analyser with the dictionary and the editors' lexicon."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from ..finnish import Analyser, Lexicon, active_analyser, normalise
from ..models import LexiconEntry

Kind = LexiconEntry.Kind


@dataclass(frozen=True)
class LexiconState:
    """State of the editors' lexicon, and the phrases of their promotions.

    The numbers of the state differ when any entry was added, changed or removed.
    """

    lexicon: tuple
    promotions: Mapping[int, str]


STATE = """
SELECT count(*), max(updated_at), sum(extract(epoch FROM updated_at)),
  ARRAY(SELECT id FROM search_promotion ORDER BY id),
  ARRAY(SELECT words FROM search_promotion ORDER BY id)
FROM search_lexiconentry
"""


def read_state() -> LexiconState:
    """Return the current state, with one statement."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        *state, promotions, words = cursor.fetchone()
    return LexiconState(tuple(state), dict(zip(promotions, words, strict=True)))


def current_analyser(state: LexiconState | None = None) -> Analyser:
    """Return the analyser with the editors' current words."""
    return active_analyser(read_lexicon((state or read_state()).lexicon))


@lru_cache(64)
def read_lexicon(state: tuple) -> Lexicon:
    """Return the lexicon, read again when its state differs."""
    entries = LexiconEntry.objects.order_by("pk")
    pairs = {kind: [] for kind in Kind.values}
    for kind, word, target in entries.values_list("kind", "word", "target"):
        pairs[kind].append((normalise(word).lower(), normalise(target).lower()))
    return Lexicon(
        models=tuple(pairs[Kind.MODEL]),
        abbreviations=tuple(pairs[Kind.ABBREVIATION]),
        synonyms=tuple(pairs[Kind.SYNONYM]),
    )
