"""The search itself: from a query to ranked pages, for views and tests alike."""

import datetime
import sys
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TypedDict

from ..finnish import Alternative, Analyser, QueryGroup
from ..store import Candidate, Collection, PostgresStore, StoreQuery, store
from . import ranking
from .facets import passes_filters
from .parsing import Query, parse_query
from .ranking import PassageScore
from .relaxation import MOST, relaxation_stages, word_itself

EXACT = 200  # candidates that are scored exactly in a small collection
EXACT_OF_MANY = 80  # the same in a large one, where the first estimate is better
TITLED = 200  # passages found by their titles where a word is too common
MOST_APART = 10  # pages offered apart
ENOUGH = 10  # pages: with fewer hits the query is relaxed
SHORTEST_BEGINNING = 5  # letters of the common beginning of words that are offered apart
MOST_ALIKE = 20  # forms with that beginning
ALIKE = 0.3  # their weight
SMALL = 5_000  # passages of a small collection
LEAST_COUNTED = 1e-4  # scores below this were only estimated
WEAKEST = 0.1  # of the best hit's score: weaker hits are dropped where there are enough

Filters = Sequence[tuple[str, str]]  # (field, value)


class OccurrenceRequest(TypedDict):
    """Which occurrences the store returns with the candidates."""

    terms: set[str]
    with_positions: int


@dataclass(frozen=True)
class FoundPage:
    """A page that was found, with its passages, the best first; unscored ones come last.

    `apart`: it has only parts of the words searched for, so it is offered apart from the hits.
    """

    page: int
    kind: str
    date: datetime.date | None
    about: Sequence[int]
    results: Sequence[str]
    score: float
    passages: tuple[tuple[int, PassageScore | None], ...]
    apart: bool = False


@dataclass(frozen=True)
class SearchResult:
    """Result of a search: `pages` pass the filters, `all` are the hits before filtering.

    `more`: a limit was reached, so there may be more hits. `apart`: pages that have only parts of
    the words. `missing`: the words of the query that no public text has in any form.
    """

    query: Query
    pages: tuple[FoundPage, ...] = ()
    all: tuple[FoundPage, ...] = ()
    more: bool = False
    collection: Collection = field(default_factory=Collection)
    apart: tuple[FoundPage, ...] = ()
    missing: tuple[QueryGroup, ...] = ()

    @property
    def ranking(self) -> tuple[FoundPage, ...]:
        """Return the hits, followed by the pages offered apart."""
        return self.pages + self.apart


class StoreVocabulary:
    """Vocabulary for the analyser that looks up each term in the store only once."""

    def __init__(self, source: PostgresStore):
        self.source = source
        self.collection = Collection()
        self.looked_up: set[str] = set()

    def counts(self, terms: Iterable[str]) -> dict[str, int]:
        terms = list(terms)
        new = [term for term in dict.fromkeys(terms) if term not in self.looked_up]
        if new or not self.looked_up:
            found = self.source.collection(new)
            self.looked_up.update(new)
            self.collection = replace(found, counts={**self.collection.counts, **found.counts})
        return {t: self.collection.counts[t] for t in terms if t in self.collection.counts}

    def near(self, word: str) -> list[str]:
        return self.source.near(word)


def search(
    text: str,
    root: str,
    analyser: Analyser,
    *,
    literal: bool = False,
    filters: Filters = (),
    latest: bool = False,
) -> SearchResult:
    """Return everything that answers the clean text, in order.

    `literal`: no spelling correction. `filters`: pairs (field, value) of the filters, which all
    pages found pass. `latest`: the newest first instead of the best.
    """
    words = StoreVocabulary(store)
    query = parse_query(text, analyser, words, literal=literal)
    if not query:
        return SearchResult(query)
    query = drop_unmatched(query, words)
    candidates, apart, more = find_candidates(query, root, words.collection, filters)
    if not candidates and query.groups and not literal:
        similar = drop_unmatched(add_similar_words(query, analyser), words)
        candidates, _, more = find_candidates(similar, root, words.collection, filters)
        apart = {candidate.passage for candidate in candidates}
    scores = score_candidates(query, candidates, words.collection)
    found = sorted(group_by_page(candidates, scores, apart), key=by_score, reverse=True)
    pages = drop_weak_hits([page for page in found if not page.apart])
    fitting = [page for page in pages if passes_filters(page, filters)]
    if latest:
        fitting.sort(key=by_date, reverse=True)
    return SearchResult(
        query,
        tuple(fitting),
        tuple(pages),
        more,
        words.collection,
        tuple(page for page in found if page.apart)[:MOST_APART],
        missing_words(query, pages, root),
    )


def missing_words(query: Query, pages: Sequence[FoundPage], root: str) -> tuple[QueryGroup, ...]:
    """Return the words of the query that no public text has, neither themselves nor their roots."""
    met = {n for page in pages for _, score in page.passages if score for n in score.itself}
    left = [group for n, group in enumerate(query.groups) if n not in met and not group.stop]
    wanted = [StoreQuery(root, (word_itself(group),)) for group in left]
    return tuple(
        group for group, held in zip(left, store.have_matches(wanted), strict=True) if not held
    )


def alternative_terms(groups: Iterable[QueryGroup]) -> list[str]:
    return [term for group in groups for a in group.alternatives for term in a.terms]


def drop_unmatched(query: Query, words: StoreVocabulary) -> Query:
    """Drop alternatives that no passage has, except the first one of each word.

    So a part or a root never takes the place of the word itself.
    """
    held = words.counts(alternative_terms(query.groups))
    groups = []
    for group in query.groups:
        ways = [way for way in group.alternatives if all(term in held for term in way.terms)]
        itself = [way for way in group.alternatives[:1] if way not in ways]
        groups.append(replace(group, alternatives=(*itself, *ways)))
    words.counts(alternative_terms(query.wanted))
    return replace(query, groups=tuple(groups))


def find_candidates(
    query: Query, root: str, collection: Collection, filters: Filters
) -> tuple[list[Candidate], set[int], bool]:
    """Return candidate passages, which of them have only parts, and whether there were too many."""
    found: dict[int, Candidate] = {}
    apart: set[int] = set()
    more, left = False, list(relaxation_stages(query, root, collection))
    best: OccurrenceRequest = {
        "terms": set(alternative_terms(query.wanted)),
        "with_positions": exact_limit(collection),
    }
    while left and len({c.page for c in found.values()}) < ENOUGH:
        answers = store.candidates(left, ENOUGH, **best)
        for stage, some in zip(left, answers, strict=False):
            if len(some) == stage.limit or stage.newest:
                more = True
                some = rerun_limited(stage, some, filters, best)
            if stage.parts:
                apart.update({c.passage for c in some} - found.keys())
            found = {**{c.passage: c for c in some}, **found}
        left = left[len(answers) :]
    return list(found.values()), apart, more


def add_similar_words(query: Query, analyser: Analyser) -> Query:
    """Return a query for the words of the texts with the same beginning, to be offered apart."""
    similar = [(g, tuple(words_with_same_beginning(g, analyser))) for g in query.groups]
    return replace(query, groups=tuple(replace(group, alternatives=a) for group, a in similar if a))


def words_with_same_beginning(group: QueryGroup, analyser: Analyser) -> Iterable[Alternative]:
    """Yield words of the texts that share most of the word: työllistäjä for työllistäminen."""
    word = group.alternatives[0].terms[0]
    length = max(SHORTEST_BEGINNING, len(word) * 3 // 5)
    forms = store.words_starting([word[:length]], MOST_ALIKE) if length < len(word) else []
    lemmas = dict.fromkeys(term for form in forms for term in analyser.terms(form).lemmas)
    yield from (Alternative((lemma,), ALIKE, "alike") for lemma in lemmas)


def rerun_limited(
    stage: StoreQuery, some: list[Candidate], filters: Filters, best: OccurrenceRequest
) -> list[Candidate]:
    """Re-run a query that hit its limit, with the filters applied and title matches first."""
    stage = replace(stage, filters=tuple(filters), newest=0)
    stages = [replace(stage, titled=True, limit=TITLED)] if stage.groups else []
    stages += [replace(stage, limit=MOST)] if filters else []
    found = store.candidates(stages, sys.maxsize, **best) if stages else []
    return [c for answer in found for c in answer] + ([] if filters else some)


def exact_limit(collection: Collection) -> int:
    """Return how many passages are scored exactly."""
    return EXACT if collection.passages <= SMALL else EXACT_OF_MANY


def score_candidates(
    query: Query, candidates: list[Candidate], collection: Collection
) -> dict[int, PassageScore]:
    """Return exact scores of the candidates with the best estimates."""
    known = [(c, c.found) for c in candidates if c.found]
    known.sort(key=lambda pair: pair[0].estimate, reverse=True)
    likely = known[: exact_limit(collection)]
    wanted = query.wanted
    return {c.passage: ranking.score_passage(wanted, found, collection) for c, found in likely}


def score_passages(
    passages: Sequence[int], query: Query, collection: Collection
) -> dict[int, PassageScore]:
    if not passages:
        return {}
    wanted = query.wanted
    found = store.occurrences(passages, set(alternative_terms(wanted)))
    return {key: ranking.score_passage(wanted, where, collection) for key, where in found.items()}


def group_by_page(
    candidates: list[Candidate], scores: dict[int, PassageScore], apart: Set[int]
) -> Iterable[FoundPage]:
    by_page = sorted(candidates, key=attrgetter("page"))
    for page, group in groupby(by_page, key=attrgetter("page")):
        valued = sorted(
            ((candidate_score(c, scores), c) for c in group), key=itemgetter(0), reverse=True
        )
        passages = [candidate for _, candidate in valued]
        yield FoundPage(
            page=page,
            kind=passages[0].kind,
            date=passages[0].date,
            about=passages[0].about,
            results=passages[0].results,
            score=ranking.page_score([value for value, _ in valued]),
            passages=tuple((c.passage, scores.get(c.passage)) for c in passages),
            apart=all(c.passage in apart for c in passages),
        )


def candidate_score(candidate: Candidate, scores: dict[int, PassageScore]) -> float:
    """Return the exact score; a mere estimate is scaled below every exact score."""
    counted = scores.get(candidate.passage)
    return counted.value if counted else min(candidate.estimate, 1.0) * LEAST_COUNTED / 100


def by_score(page: FoundPage) -> tuple[float, int, int]:
    return round(page.score, 6), *by_date(page)


def by_date(page: FoundPage) -> tuple[int, int]:
    return page.date.toordinal() if page.date else 0, -page.page


def drop_weak_hits(pages: list[FoundPage]) -> list[FoundPage]:
    """Drop the weakest hits where there are enough others."""
    least = pages[0].score * WEAKEST if len(pages) > ENOUGH and pages[0].score > 0 else 0
    strong = [page for page in pages if page.score >= least]
    counted = sum(page.score >= LEAST_COUNTED for page in pages)
    if len(strong) == counted:  # all that would be dropped was only estimated
        return pages
    return strong if len(strong) >= ENOUGH else pages[: max(ENOUGH, len(strong))]


def corrected_text(found: SearchResult) -> str:
    """Return the corrected query if it was corrected and the reader may find it; "" otherwise.

    A word that only a closed page has is no correction: showing it would leak the page.
    """
    wanted = found.query.wanted
    met = {n for page in found.pages for _, score in page.passages if score for n in score.matched}
    mended = [g for n, g in enumerate(wanted) if g.correction and n in met]
    text = found.query.text
    for group in sorted(mended, key=attrgetter("start"), reverse=True):
        text = text[: group.start] + group.correction + text[group.end :]
    return text if mended else ""
