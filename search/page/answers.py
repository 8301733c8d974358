"""Direct answers above the hits: who holds a seat today."""

from dataclasses import dataclass

from wagtail.models import Page

from ..protocols import HasAnswers
from ..query.engine import SearchResult
from .results import Hit

MOST = 3  # seats; a query that matches more is not about one of them
NEAR_BEST = 0.5  # of the best seat's worth


@dataclass(frozen=True)
class DirectAnswer:
    """A page's answer: a title, lines below it, and where to read on and to write."""

    page: Page
    title: str
    lines: tuple[str, ...]
    address: str
    contact: str


def answers_to(found: SearchResult, hits: list[Hit]) -> list[DirectAnswer]:
    """Return the answers of the best hit that has some, if it answers the whole query."""
    for hit in hits[:MOST]:
        keys = answer_keys(found, hit)
        page = hit.page.specific if keys else None
        if isinstance(page, HasAnswers):
            return [
                DirectAnswer(page, a.title, a.lines, a.address, a.contact)
                for a in page.answers(keys)
            ]
    return []


def answer_keys(found: SearchResult, hit: Hit) -> list[str]:
    """Return the keys of the best parts that have all words of the query, unless too many."""
    asked = len(found.query.wanted)
    of_page = next(page for page in found.pages if page.page == hit.pk)
    scores = [s.value for _, s in of_page.passages if s and len(s.matched) == asked]
    least = NEAR_BEST * max(scores, default=0.0)
    if sum(value >= least for value in scores) > MOST:
        return []
    whole = [part for part in hit.parts if part.answer and part.matched == asked]
    return [part.answer for part in whole if part.score >= least]
