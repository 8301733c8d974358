"""Types of the corpus."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ExpectedItem:
    """An agenda item as the parser should return it."""

    number: int
    title: str
    text: str = ""
    decision: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True)
class Paper:
    """Minutes as a Word file or a text, and the items expected from them."""

    name: str
    source: bytes | str
    items: list[ExpectedItem]
    facts: dict = field(default_factory=dict)
    attendance: tuple[str, ...] = ()


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return re.findall(r"\w+", text.lower())
