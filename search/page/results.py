"""Hits as the results page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Page

from ..models import Passage
from ..query.engine import FoundPage, SearchResult, score_passages
from ..query.ranking import PassageScore
from ..store.types import TEXT_STARTS
from .snippets import SnippetPiece, make_snippet

MOST_PASSAGES = 3  # passages shown of a page
NEARLY = 0.5  # of the best passage's worth
FURTHER_WORDS = 18  # words of the snippets after the first
# Columns that are not shown: reading them would cost more than finding the hits.
UNUSED = tuple(
    f"document__page__{name}"
    for name in ("search_description", "draft_title", "translation_key", "seo_title")
)


@dataclass(frozen=True)
class HitPassage:
    """A passage of a hit: its place, and the lines that answer."""

    title: str
    address: str
    file: str
    file_page: int | None
    language: str
    lines: list[SnippetPiece]
    answer: str
    itself: frozenset[int]  # words of the query that stand in it as words of their own
    score: float


@dataclass(frozen=True)
class Hit:
    """A page as found, with the passages that answer, the best first."""

    page: Page
    title: str  # as the page offered it: "Peruttu: Kokous 10.2.2027"
    kind: str
    date: object
    lead: str
    results: Sequence[str]
    parts: tuple[HitPassage, ...]
    number: int  # passages that answer

    @property
    def pk(self) -> int:
        return self.page.pk


def build_hits(pages: Sequence[FoundPage], found: SearchResult) -> list[Hit]:
    """Return hits for the found pages, in the same order."""
    wanted = {page.page: choose_passages(page) for page in pages}
    keys = [key for some in wanted.values() for key, _ in some]
    stored = Passage.objects.select_related("document__page").defer("vector", *UNUSED).in_bulk(keys)
    unscored = [key for some in wanted.values() for key, score in some if score is None]
    later = score_passages(unscored, found.query, found.collection)
    return [
        build_hit(
            page, [(stored[key], score or later.get(key)) for key, score in wanted[page.page]]
        )
        for page in pages
        if all(key in stored for key, _ in wanted[page.page])
    ]


def choose_passages(page: FoundPage) -> list:
    """Return the best passage, and others that have the same words and are nearly as good."""
    best, *others = page.passages[:MOST_PASSAGES]
    return [best, *(other for other in others if is_nearly_as_good(other[1], best[1]))]


def is_nearly_as_good(score: PassageScore | None, best: PassageScore | None) -> bool:
    if score is None or best is None:
        return False
    return score.matched >= best.matched and score.value >= NEARLY * best.value


def build_hit(found: FoundPage, passages) -> Hit:
    document = passages[0][0].document
    return Hit(
        page=document.page,
        title=document.title,
        kind=document.kind,
        date=document.date,
        lead=document.lead,
        results=document.results,
        parts=tuple(build_hit_passage(number, *pair) for number, pair in enumerate(passages)),
        number=len(found.passages),
    )


def build_hit_passage(number: int, passage: Passage, score) -> HitPassage:
    places = [place - TEXT_STARTS for place in score.places] if score else []
    lines = make_snippet(passage.text, places, *([FURTHER_WORDS] if number else []))
    return HitPassage(
        title=passage.title,
        address=passage.address,
        file=passage.file,
        file_page=passage.file_page,
        language=passage.language,
        lines=lines,
        answer=passage.answer,
        itself=score.itself if score else frozenset(),
        score=score.value if score else 0.0,
    )
