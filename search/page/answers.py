"""Direct answers above the hits: who holds a seat, when the next meeting is, where to write."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page

from ..finnish import Analyser, QueryGroup
from ..protocols import HasAnswers, PageAnswer
from ..query.engine import SearchResult
from .questions import answers_by_pages, read_question
from .results import Hit

MOST = 3  # seats; a query that matches more is not about one of them
NEAR_BEST = 0.5  # of the best seat's worth


@dataclass(frozen=True)
class DirectAnswer:
    """A page's answer: a title, lines below it, and where to read on and to write.

    `as_of` is the day it is true for.
    """

    page: Page
    title: str
    lines: tuple[str, ...]
    address: str
    contact: str
    as_of: datetime.date


def answers_to(
    found: SearchResult, hits: list[Hit], root: str, analyser: Analyser
) -> list[DirectAnswer]:
    """Return the answers of pages that know the question, or of the best hit that has some."""
    known = list(answers_by_pages(read_question(found.query, analyser), root))
    return [make_answer(*pair) for pair in known] or answers_of_hits(found, hits, analyser)


def make_answer(page: Page, answer: PageAnswer) -> DirectAnswer:
    url = page.get_url() or ""
    return DirectAnswer(
        page=page,
        title=answer.title,
        lines=tuple(answer.lines),
        address=join_address(url, answer.address),
        contact=answer.contact and join_address(url, answer.contact),
        as_of=timezone.localdate(),
    )


def join_address(url: str, address: str) -> str:
    """Return the address, which is relative to the URL unless it begins with a slash."""
    return address if address.startswith("/") else url + address


def answers_of_hits(found: SearchResult, hits: list[Hit], analyser: Analyser) -> list[DirectAnswer]:
    """Return the answers of the best hit that has some, if they answer the whole query."""
    for hit in hits[:MOST]:
        page = hit.page.specific if any(part.answer for part in hit.parts) else None
        if not isinstance(page, HasAnswers):
            continue
        asked = asked_words(found, page.question_words)
        given = page.answers(answer_keys(found, hit, asked))
        groups = [group for n, group in enumerate(found.query.wanted) if n in asked]
        return [make_answer(page, a) for a in given if is_about(a, groups, analyser)]
    return []


def asked_words(found: SearchResult, question_words: frozenset[str]) -> frozenset[int]:
    """Return which words of the query an answer must have: all but the ones that only ask."""
    words = [
        {term for way in group.alternatives for term in way.terms if way.weight == 1}
        for group in found.query.wanted
    ]
    content = {n for n, terms in enumerate(words) if terms.isdisjoint(question_words)}
    return frozenset(content or range(len(words)))


def answer_keys(found: SearchResult, hit: Hit, asked: frozenset[int]) -> list[str]:
    """Return the keys of the best parts that have all these words, unless too many."""
    of_page = next(page for page in found.pages if page.page == hit.pk)
    scores = [s.value for _, s in of_page.passages if s and asked <= s.itself]
    least = NEAR_BEST * max(scores, default=0.0)
    if sum(value >= least for value in scores) > MOST:
        return []
    whole = [part for part in hit.parts if part.answer and asked <= part.itself]
    return [part.answer for part in whole if part.score >= least]


def is_about(answer: PageAnswer, groups: Iterable[QueryGroup], analyser: Analyser) -> bool:
    """Return whether the answer has all the words: a former holder's name is no answer."""
    text = "\n".join([answer.title, *answer.lines, answer.about])
    said = {term for token in analyser.analyse(text) for term in token.lemmas}
    return all(
        any(said.issuperset(way.terms) for way in group.alternatives if way.why != "part")
        for group in groups
    )
