"""Query relaxation: from every word itself to any of the words."""

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate, islice, product

from ..finnish import QueryGroup
from ..store import Collection, StoreQuery
from ..store.types import Alternatives
from .parsing import Query

MOST = 400  # passages looked at for one stage
MOST_APART = 24  # ways to write a compound in several words
PART = 0.3  # the weight of a part of a compound
STRONG = 0.4  # the weight from which an alternative is the word itself and no part of it
RARE = 1_000  # passages that match in all when any of the words is enough; all are looked at
SCANNED = 40_000  # share x share x passages from which on the newest are read, not the index
READ = 4  # times as many passages are read then as should be needed

WeightedAlternatives = tuple[
    tuple[tuple[str, ...], float], ...
]  # (adjacent terms, weight), the best first


def relaxation_stages(query: Query, root: str, collection: Collection) -> Iterable[StoreQuery]:
    """Yield the queries for the store, the strictest first; common words search only the newest."""
    for stage in relax(query, root, collection):
        yield replace(stage, newest=newest_to_scan(stage, collection))


def newest_to_scan(stage: StoreQuery, collection: Collection) -> int:
    """Return how many of the newest passages to scan where most match; 0 to use the index."""
    held = [max_matches(group, collection) / max(collection.passages, 1) for group in stage.groups]
    share = math.prod(min(one, 1.0) for one in held)
    if not held or not stage.every or stage.phrases or share**2 * collection.passages < SCANNED:
        return 0
    return math.ceil(READ * stage.limit / share)


def relax(query: Query, root: str, collection: Collection) -> Iterable[StoreQuery]:
    """Yield the stages: each word itself, then any alternative of each, any word, any part."""
    stage = StoreQuery(
        root=root,
        groups=tuple(weighted_alternatives(group, STRONG) for group in query.groups),
        weights=tuple(group_weight(group, collection) for group in query.groups),
        phrases=tuple(tuple(map(weighted_alternatives, phrase)) for phrase in query.phrases),
        without=tuple(map(weighted_alternatives, query.without)),
        limit=MOST,
    )
    yield stage
    every = replace(
        stage, groups=tuple(map(weighted_alternatives, query.groups)), needed=needed_words(query)
    )
    if every != stage:
        yield every
    if len(query.groups) > 1:
        yield any_rare_word(every, collection)
    yield any_rare_word(replace(every, needed=(), parts=True), collection)


def needed_words(query: Query) -> WeightedAlternatives:
    """Return what makes a hit: one of the words itself, its root, or a compound in several words.

    A part alone is no hit: it makes a passage better that has another word of the query.
    """
    words = [way for group in query.groups for way in word_itself(group)]
    apart = [(way, PART) for group in query.groups for way in compound_apart(group)]
    return (*words, *apart)


def compound_apart(group: QueryGroup) -> Iterable[tuple[str, ...]]:
    """Return the parts of the compound as words that follow each other: järjestöjen avustus."""
    return islice(product(*group.compound), MOST_APART) if group.compound else ()


def word_itself(group: QueryGroup) -> WeightedAlternatives:
    """Return the alternatives that stand for the word itself or the word it is derived from."""
    roots = tuple((a.terms, a.weight) for a in group.alternatives if a.why == "kin")
    return weighted_alternatives(group, STRONG) + roots


def weighted_alternatives(group: QueryGroup, least: float = 0.0) -> WeightedAlternatives:
    """Return the alternatives of at least this weight; the heaviest, if none has it."""
    heaviest = max(a.weight for a in group.alternatives)
    return tuple(
        (a.terms, a.weight) for a in group.alternatives if a.weight >= min(least, heaviest)
    )


def group_weight(group: QueryGroup, collection: Collection) -> float:
    return max(a.weight * collection.rarity(a.terms[0]) for a in group.alternatives)


def any_rare_word(stage: StoreQuery, collection: Collection) -> StoreQuery:
    """Return a query for any of the rarest words: a common one alone would match most passages."""
    groups = [rare_alternatives(group, collection) for group in stage.groups]
    held = {group: max_matches(group, collection) for group in groups}
    pairs = zip(groups, stage.weights, strict=True)
    rarest = sorted(pairs, key=lambda pair: held[pair[0]])
    sums = accumulate(held[group] for group, _ in rarest)
    few = [pair for pair, total in zip(rarest, sums, strict=True) if total < RARE]
    chosen = few or rarest[:1]
    return replace(
        stage,
        groups=tuple(group for group, _ in chosen),
        weights=tuple(group_weight for _, group_weight in chosen),
        every=False,
        limit=RARE,
    )


def rare_alternatives(group: Alternatives, collection: Collection) -> WeightedAlternatives:
    """Return the group, or only the word itself where its parts would match too much."""
    own = tuple(way for way in group if way[1] >= STRONG)
    return own if own and max_matches(group, collection) >= RARE else tuple(group)


def max_matches(group: Alternatives, collection: Collection) -> int:
    """Return an upper bound of the passages that match the group."""
    return sum(collection.counts.get(terms[0], 0) for terms, _ in group)
