"""The analyser: the dictionary and what the editors have added to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from ..finnish import Analyser, Lexicon, active_analyser, normalise
from ..models import LexiconEntry

Kind = LexiconEntry.Kind


@dataclass(frozen=True)
class Told:
    """What editors have told the search: the state of their lexicon, and the words that promote.

    The figures of the state no longer all hold when any entry was added, changed or removed.
    """

    lexicon: tuple
    promotions: Mapping[int, str]


TOLD = """
SELECT count(*), max(updated_at), sum(extract(epoch FROM updated_at)),
  ARRAY(SELECT id FROM search_promotion ORDER BY id),
  ARRAY(SELECT words FROM search_promotion ORDER BY id)
FROM search_lexiconentry
"""


def told() -> Told:
    """As it is now: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(TOLD)
        *state, promotions, words = cursor.fetchone()
    return Told(tuple(state), dict(zip(promotions, words, strict=True)))


def analyser_for(now: Told | None = None) -> Analyser:
    """Return the analyser with the editors' words as they are now."""
    return active_analyser(read_lexicon((now or told()).lexicon))


@lru_cache(64)
def read_lexicon(state: tuple) -> Lexicon:
    """Return the lexicon, read anew when its state differs."""
    entries = LexiconEntry.objects.order_by("pk")
    pairs = {kind: [] for kind in Kind.values}
    for kind, word, target in entries.values_list("kind", "word", "target"):
        pairs[kind].append((normalise(word).lower(), normalise(target).lower()))
    return Lexicon(
        models=tuple(pairs[Kind.MODEL]),
        abbreviations=tuple(pairs[Kind.ABBREVIATION]),
        synonyms=tuple(pairs[Kind.SYNONYM]),
    )
