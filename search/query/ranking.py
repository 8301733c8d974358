"""Score of a passage for a query: BM25 over groups of alternatives, in pure Python.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with the
best alternative of each word instead of the sum, and weights for titles and parts of compounds on
the term frequency.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..finnish import QueryGroup
from ..store import Collection, Occurrences
from ..store.types import TEXT, TEXT_PART, TITLE, TITLE_PART

SATURATION = 1.2  # k1: how soon further occurrences of a word stop counting
LENGTH = 0.6  # b: length normalisation
WORTH = {TITLE: 3.0, TEXT: 1.0, TITLE_PART: 1.5, TEXT_PART: 0.5}
# How a word may stand for a word of the query, so that a direct answer may rest on it.
WORD_ITSELF = {"lemma", "folded", "repair", "swedish", "synonym", "joined"}
NEXT_TO = 0.15  # largest bonus for adjacent words
MARKED = 0.5  # of the best alternative's score: from here on the snippet marks a word
FURTHER = 0.1  # share of the score of each further passage of a page
MOST_FURTHER = 5


@dataclass(frozen=True)
class PassageScore:
    """Score of a passage, and which groups it matches: at all, and by the word itself.

    The word itself is one that stands in the passage, not a part of it or of a word there.
    """

    value: float
    matched: frozenset[int]
    itself: frozenset[int]
    places: tuple[int, ...]  # of the words that matched, in the text and the titles


def score_passage(
    groups: Sequence[QueryGroup], found: Occurrences, collection: Collection
) -> PassageScore:
    """Score one passage: the sum over the groups, more if all match and words are adjacent."""
    norm = 1 - LENGTH + LENGTH * found.length / collection.average
    total, matched, places = 0.0, [], []
    for number, group in enumerate(groups):
        value, where = best_alternative(group, found, collection, norm)
        if value > 0:
            total += value
            matched.append(number)
        places.append(where)
    share = len(matched) / max(len(groups), 1)
    total *= math.sqrt(share) * (1 + NEXT_TO * adjacency_share(places))
    everywhere = sorted({place for where in places for place in where})
    itself = {number for number, group in enumerate(groups) if has_word_itself(group, found)}
    return PassageScore(total, frozenset(matched), frozenset(itself), tuple(everywhere))


def has_word_itself(group: QueryGroup, found: Occurrences) -> bool:
    """Return whether the word stands in the passage as a word of its own, in any form."""
    return any(
        kind in (TITLE, TEXT)
        for alternative in group.alternatives
        if alternative.why in WORD_ITSELF and alternative.terms[0] in found.places
        for _, kind in adjacent_positions(alternative.terms, found)
    )


def best_alternative(
    group: QueryGroup, found: Occurrences, collection: Collection, norm: float
) -> tuple[float, frozenset[int]]:
    """Return the best alternative's score, and the positions of all that score nearly as high."""
    values, most = [], group_rarity(group, collection)
    for alternative in group.alternatives:
        if alternative.terms[0] not in found.places:
            continue
        if occurrences := adjacent_positions(alternative.terms, found):
            often = sum([WORTH[kind] for _, kind in occurrences])
            rarity = min(sum(map(collection.rarity, alternative.terms)), most)
            value = rarity * often * (SATURATION + 1) / (often + SATURATION * norm)
            values.append((alternative.weight * value, alternative, occurrences))
    if not values:
        return 0.0, frozenset()
    top = max(value for value, _, _ in values)
    places = {
        place + step
        for value, alternative, occurrences in values
        if value >= MARKED * top
        for place, _ in occurrences
        for step in range(len(alternative.terms))
    }
    return top, frozenset(places)


def group_rarity(group: QueryGroup, collection: Collection) -> float:
    """Return the inverse document frequency of the word, which caps that of its expansions."""
    top = max((a.weight for a in group.alternatives), default=0.0)
    return max(
        (sum(map(collection.rarity, a.terms)) for a in group.alternatives if a.weight == top),
        default=0.0,
    )


def adjacent_positions(terms: Sequence[str], found: Occurrences) -> Sequence[tuple[int, str]]:
    """Return the positions at which the terms follow each other, by the first of them."""
    first = found.places.get(terms[0], ())
    for number, term in enumerate(terms[1:], start=1):
        following = {place for place, _ in found.places.get(term, ())}
        first = [(place, kind) for place, kind in first if place + number in following]
    return first


def adjacency_share(places: Sequence[frozenset[int]]) -> float:
    """Return the share of adjacent query words that are adjacent in the text too."""
    pairs = list(pairwise(places))
    if not pairs:
        return 0.0
    return sum(are_close(before, after) for before, after in pairs) / len(pairs)


def are_close(before: frozenset[int], after: frozenset[int]) -> bool:
    """Return whether a word of the second is one or two positions after one of the first."""
    return any(not after.isdisjoint({place + step for place in before}) for step in (1, 2))


def page_score(values: Iterable[float]) -> float:
    """Return the score of a page: its best passage, and a little for each further one."""
    best_first = sorted(values, reverse=True)
    return best_first[0] + FURTHER * sum(best_first[1 : 1 + MOST_FURTHER])
