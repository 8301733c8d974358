"""The analyser of a council: the dictionary and what the editors have added to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import Q

from .finnish import Analyser, Lexicon, active_analyser, normalise
from .models import LexiconEntry

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


def analyser_for(site=None, now: Told | None = None) -> Analyser:
    """The analyser with the words of this site and of all sites, as they are now."""
    return active_analyser(lexicon_of(site and site.pk, now))


def lexicon_of(site_id: int | None, now: Told | None = None) -> Lexicon:
    return read_lexicon(site_id, (now or told()).lexicon)


@lru_cache(64)
def read_lexicon(site_id: int | None, state: tuple) -> Lexicon:
    """The lexicon of a site, read anew when its state differs."""
    entries = LexiconEntry.objects.filter(Q(site=None) | Q(site=site_id)).order_by("pk")
    pairs = {kind: [] for kind in Kind.values}
    for kind, word, target in entries.values_list("kind", "word", "target"):
        pairs[kind].append((normalise(word).lower(), normalise(target).lower()))
    return Lexicon(
        models=tuple(pairs[Kind.MODEL]),
        abbreviations=tuple(pairs[Kind.ABBREVIATION]),
        synonyms=tuple(pairs[Kind.SYNONYM]),
    )
