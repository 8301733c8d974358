"""The analyser of a council: the dictionary and what the editors have added to it."""

from functools import lru_cache

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Extract

from .finnish import Analyser, Lexicon, active_analyser, normalise
from .models import LexiconEntry

Kind = LexiconEntry.Kind


def analyser_for(site=None) -> Analyser:
    """The analyser with the words of this site and of all sites, as they are now: one statement."""
    return active_analyser(lexicon_of(site and site.pk))


def lexicon_of(site_id: int | None) -> Lexicon:
    return read_lexicon(site_id, state_of_lexicon())


def state_of_lexicon() -> tuple:
    """Figures that no longer all hold when any entry was added, changed or removed."""
    found = LexiconEntry.objects.aggregate(
        number=Count("pk"), latest=Max("updated_at"), times=Sum(Extract("updated_at", "epoch"))
    )
    return found["number"], found["latest"], found["times"]


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
