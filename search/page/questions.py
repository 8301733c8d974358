"""Questions that a kind of page answers by itself, such as when the next meeting is."""

import datetime
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache

from wagtail.models import Page, get_page_models

from ..finnish import Analyser, tokenise
from ..finnish.numbers import MONTHS
from ..finnish.stopwords import is_stop_word
from ..protocols import AnswersQuestions, PageAnswer
from ..query.parsing import Query

DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
YEAR = re.compile(r"[12]\d{3}")
SECTION = re.compile(r"(\d{1,3})\s*§|§\s*(\d{1,3})")


@dataclass(frozen=True)
class Question:
    """A reader's question: base forms of its content words, all its words, and dates in it."""

    content: tuple[frozenset[str], ...]
    words: frozenset[str]
    day: datetime.date | None = None
    year: int | None = None
    section: str = ""

    def has(self, words: Set[str]) -> bool:
        """Return whether one of the content words is one of these base forms."""
        return any(not lemmas.isdisjoint(words) for lemmas in self.content)

    def asks(self, words: Set[str]) -> bool:
        """Return whether any word as written, such as a question word, is one of these."""
        return not self.words.isdisjoint(words)

    def says_only(self, words: Set[str]) -> bool:
        """Return whether every content word is one of these base forms."""
        return all(not lemmas.isdisjoint(words) for lemmas in self.content)


def read_question(query: Query, analyser: Analyser) -> Question:
    """Return the question of a query with its spelling corrected."""
    text = query.text
    for group in sorted(query.corrected, key=lambda group: group.start, reverse=True):
        text = text[: group.start] + group.correction + text[group.end :]
    tokens = analyser.analyse(text)
    days = [day for token in tokens for term in token.lemmas if (day := parse_day_term(term))]
    section = SECTION.search(text)
    content_tokens = [t for t in tokens if is_content_word(t.token.text)]
    years = [int(t.token.text) for t in tokens if YEAR.fullmatch(t.token.text)]
    return Question(
        content=tuple(frozenset({*t.lemmas, *t.verbs, *t.roots}) for t in content_tokens),
        words=frozenset(token.text.lower() for token in tokenise(text)),
        day=days[0] if len(days) == 1 else None,
        year=years[0] if len(years) == 1 else None,
        section=(section[1] or section[2]) if section else "",
    )


def is_content_word(word: str) -> bool:
    """Return whether the word is neither a stop word, a number nor a month."""
    return word[:1].isalpha() and not is_stop_word(word) and not word.lower().startswith(MONTHS)


def parse_day_term(term: str) -> datetime.date | None:
    """Return the day of an index term like 10.5.2023; None for every other term."""
    if not (match := DAY.fullmatch(term)):
        return None
    try:
        return datetime.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


@cache
def answering_models() -> tuple[type, ...]:
    """Return the kinds of pages that answer questions by themselves."""
    return tuple(model for model in get_page_models() if hasattr(model, "answer_question"))


def answers_by_pages(question: Question, root: str) -> Iterator[tuple[Page, PageAnswer]]:
    """Yield (page, answer) of the public pages below the root that answer the question."""
    for model in answering_models():
        if model.recognises(question):
            for page in list_public_pages(model, root):
                yield from ((page, answer) for answer in page.answer_question(question))


def list_public_pages(model, root: str) -> Iterable[AnswersQuestions]:
    return model.objects.live().public().filter(path__startswith=root).order_by("path")
