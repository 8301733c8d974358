"""Protocols of pages that the search uses; it knows no page type by name."""

import datetime
from collections.abc import Iterable, Sequence, Set
from typing import Any, Protocol, runtime_checkable


class PageAnswer(Protocol):
    """A direct answer: a title, lines below it, and where to read more and to write.

    The addresses are relative to that of the page that answers, unless they begin with a slash.
    `about` holds further words that the answer is about: a query may use them.
    """

    @property
    def title(self) -> str: ...

    @property
    def lines(self) -> Sequence[str]: ...

    @property
    def address(self) -> str: ...

    @property
    def contact(self) -> str: ...

    @property
    def about(self) -> str: ...


class AskedQuestion(Protocol):
    """A question as pages see it, with the fields of `search.page.questions.Question`."""

    @property
    def day(self) -> datetime.date | None: ...

    @property
    def year(self) -> int | None: ...

    @property
    def section(self) -> str: ...

    def has(self, words: Set[str]) -> bool: ...

    def asks(self, words: Set[str]) -> bool: ...

    def says_only(self, words: Set[str]) -> bool: ...


@runtime_checkable
class HasPassages(Protocol):
    """A page that readers can find."""

    def findable(self) -> Any:
        """Return its passages, such as `home.findable.Findable`, or None."""


@runtime_checkable
class HasAnswers(Protocol):
    """A page that answers questions about what it lists.

    `question_words` are base forms that only ask, such as to represent: an answer need not have
    them.
    """

    question_words: frozenset[str]

    def answers(self, keys: Iterable[str]) -> Iterable[PageAnswer]:
        """Return today's answer for each of the keys that its passages name."""
        ...


@runtime_checkable
class AnswersQuestions(Protocol):
    """A page that answers questions from what the database has now."""

    @classmethod
    def recognises(cls, question: AskedQuestion) -> bool:
        """Return whether the question may be one for this kind of page, without a query."""
        ...

    def answer_question(self, question: AskedQuestion) -> Iterable[PageAnswer]:
        """Return the answers; none when the question is another one after all."""
        ...


@runtime_checkable
class HasEverydayWords(Protocol):
    """A page that people look for by words that it does not use itself."""

    everyday_words: str  # separated by commas, as in a promotion
