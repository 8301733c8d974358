"""Words that editors add to the dictionary."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Lexicon:
    """Lexicon entries in lower case, as pairs such as (word, the known word it inflects like)."""

    models: tuple[tuple[str, str], ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, str], ...] = ()

    @property
    def version(self) -> str:
        """Return a version that changes with the model words, which alone change index terms."""
        return sha256(repr(sorted(self.models)).encode()).hexdigest()[:8] if self.models else "0"


EMPTY = Lexicon()
