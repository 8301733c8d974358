"""Query relaxation: from every word itself to any of the words."""

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from ..finnish import QueryGroup
from ..store import Ask, Collection
from ..store.types import Alternatives
from .parsing import Query

MOST = 400  # passages looked at for one stage
STRONG = 0.4  # the weight from which an alternative is the word itself and no part of it
RARE = 1_000  # passages that match in all when any of the words is enough; all are looked at
SCANNED = 40_000  # share x share x passages from which on the newest are read, not the index
READ = 4  # times as many passages are read then as should be needed

Ways = tuple[tuple[tuple[str, ...], float], ...]  # (adjacent terms, weight), the best first


def ways(query: Query, root: str, collection: Collection) -> Iterable[Ask]:
    """Yield the queries for the store, the strictest first; common words search only the newest."""
    for ask in loosened(query, root, collection):
        yield replace(ask, newest=newest(ask, collection))


def newest(ask: Ask, collection: Collection) -> int:
    """Return how many of the newest passages to scan where most match; 0 to use the index."""
    held = [how_common(group, collection) / max(collection.passages, 1) for group in ask.groups]
    share = math.prod(min(one, 1.0) for one in held)
    if not held or not ask.every or ask.phrases or share**2 * collection.passages < SCANNED:
        return 0
    return math.ceil(READ * ask.most / share)


def loosened(query: Query, root: str, collection: Collection) -> Iterable[Ask]:
    """Yield the stages: each word itself, then any alternative of each, then any word."""
    ask = Ask(
        root=root,
        groups=tuple(alternatives(group, STRONG) for group in query.groups),
        weights=tuple(weight(group, collection) for group in query.groups),
        phrases=tuple(tuple(map(alternatives, phrase)) for phrase in query.phrases),
        without=tuple(map(alternatives, query.without)),
        most=MOST,
    )
    yield ask
    every = replace(ask, groups=tuple(map(alternatives, query.groups)))
    if every != ask:
        yield every
    if len(query.groups) > 1:
        yield any_word(every, collection)


def alternatives(group: QueryGroup, least: float = 0.0) -> Ways:
    """Return the alternatives of at least this weight; the heaviest, if none has it."""
    heaviest = max(a.weight for a in group.alternatives)
    return tuple(
        (a.terms, a.weight) for a in group.alternatives if a.weight >= min(least, heaviest)
    )


def weight(group: QueryGroup, collection: Collection) -> float:
    return max(a.weight * collection.rarity(a.terms[0]) for a in group.alternatives)


def any_word(ask: Ask, collection: Collection) -> Ask:
    """Return a query for any of the rarest words: a common one alone would match most passages."""
    groups = [rare_ways(group, collection) for group in ask.groups]
    held = {group: how_common(group, collection) for group in groups}
    pairs = zip(groups, ask.weights, strict=True)
    rarest = sorted(pairs, key=lambda pair: held[pair[0]])
    sums = accumulate(held[group] for group, _ in rarest)
    few = [pair for pair, total in zip(rarest, sums, strict=True) if total < RARE]
    chosen = few or rarest[:1]
    return replace(
        ask,
        groups=tuple(group for group, _ in chosen),
        weights=tuple(weight for _, weight in chosen),
        every=False,
        most=RARE,
    )


def rare_ways(group: Alternatives, collection: Collection) -> Ways:
    """Return the group, or only the word itself where its parts would match too much."""
    own = tuple(way for way in group if way[1] >= STRONG)
    return own if own and how_common(group, collection) >= RARE else tuple(group)


def how_common(group: Alternatives, collection: Collection) -> int:
    """Return an upper bound of the passages that match the group."""
    return sum(collection.counts.get(terms[0], 0) for terms, _ in group)
