"""What a paper of the corpus is."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ExpectedItem:
    """An item as a careful reader understands it; the decision is its words, or empty."""

    number: int
    title: str
    text: str = ""
    decision: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True)
class Paper:
    """A paper: the bytes of a Word file or a text, and the items in it."""

    name: str
    source: bytes | str
    items: list[ExpectedItem]
    facts: dict = field(default_factory=dict)
    attendance: tuple[str, ...] = ()


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without the signs around them."""
    return re.findall(r"\w+", text.lower())
