"""Promotions for a query, and the names of the networks in the filters."""

from collections.abc import Mapping, Sequence

from ..finnish import Analyser, QueryGroup
from ..models import Promotion
from ..query.engine import SearchResult
from ..store import store

LEAST = 0.4  # lowest weight at which an alternative still counts as the word itself


def topics_and_promotions(
    found: SearchResult, root: str, analyser: Analyser, promoted: Mapping[int, str]
) -> tuple[dict[str, str], list]:
    """Return the titles of the networks to filter by, and the promotions that match the query.

    Both are limited to public pages, checked by one statement. `promoted` maps promotions to their
    phrases.
    """
    about = {page for hit in found.all for page in hit.about}
    keys = [
        key for key, words in promoted.items() if matches_promotion(found.query, words, analyser)
    ]
    called = Promotion.objects.filter(pk__in=keys).select_related("page") if keys else ()
    wanted = about | {promotion.page_id for promotion in called}
    readable = store.readable_pages(wanted, root) if wanted else {}
    topics = {str(page): readable[page].title for page in about & readable.keys()}
    topics = {page: title for page, title in topics.items() if readable[int(page)].topic}
    promotions = [promotion for promotion in called if promotion.page_id in readable]
    for promotion in promotions:
        promotion.title = readable[promotion.page_id].title
    return topics, promotions


def matches_promotion(query, words: str, analyser: Analyser) -> bool:
    """Return whether the query has all words of one of the promotion's phrases."""
    meanings = [strong_terms(group) for group in query.wanted]
    return any(
        has_all_words(meanings, phrase.split(), analyser)
        for phrase in words.split(",")
        if phrase.strip()
    )


def strong_terms(group: QueryGroup) -> set[str]:
    return {term for a in group.alternatives if a.weight >= LEAST for term in a.terms}


def has_all_words(meanings: Sequence[set[str]], words: Sequence[str], analyser: Analyser) -> bool:
    wanted = [set(analyser.terms(word).lemmas) for word in words]
    return all(any(lemmas & meant for meant in meanings) for lemmas in wanted)
