"""Protocols of pages that the search uses; it knows no page type by name."""

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class HasPassages(Protocol):
    """A page that readers can find."""

    def findable(self) -> Any:
        """Return its passages, such as `home.findable.Findable`, or None."""


@runtime_checkable
class HasAnswers(Protocol):
    """A page that answers questions about what it lists."""

    def answers(self, keys: Iterable[str]) -> Any:
        """Return today's answer for each of the keys that its passages name."""
