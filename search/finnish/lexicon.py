"""The words that editors add to the dictionary."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Lexicon:
    """Pairs of words in lower case: (word, the known word it inflects like) and so on."""

    models: tuple[tuple[str, str], ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> str:
        """Changes when the index terms of some word change: with the model words alone."""
        return sha256(repr(sorted(self.models)).encode()).hexdigest()[:8] if self.models else "0"


EMPTY = Lexicon()
