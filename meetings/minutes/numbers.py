"""The number of an agenda item: 2, or 2 a between 2 and 3."""

import re
from typing import NamedTuple

NUMBER = r"\d{1,3}(?!\d)(?:\s?[a-zåäö](?![\w-]|:\w))?"
PARTS = re.compile(r"(?P<number>\d+)\s*(?P<letter>[a-zåäö]?)", re.IGNORECASE)


class Number(NamedTuple):
    """The number and, for an item between two numbers, its letter; sorts as written."""

    number: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.letter}".strip()

    def follows(self, other: "Number") -> bool:
        """Return whether this is the next number: 3 or 2 a after 2, 2 b or 3 after 2 a."""
        if self.number == other.number:
            return ord(self.letter or "`") - ord(other.letter or "`") == 1
        return self.number == other.number + 1 and not self.letter


def parse_item_number(text: str) -> Number:
    """Return the number in a text such as "2 a", "2A" or "12"; raise ValueError if it has none."""
    parts = PARTS.match(text)
    if parts is None:
        raise ValueError(text)
    return Number(int(parts["number"]), parts["letter"].lower())
