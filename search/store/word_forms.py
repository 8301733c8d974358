"""Words as written, for suggestions and spelling correction."""

from collections.abc import Iterable

from ..finnish import Token, tokenise

SHORTEST, LONGEST = 2, 64  # characters


def forms_of(*texts: str) -> set[str]:
    """Return the different words of the texts in lower case, without numbers and short words."""
    return set().union(*(forms_in(tokenise(text)) for text in texts))


def forms_in(tokens: Iterable[Token]) -> set[str]:
    """Return the same for texts that have been tokenised already."""
    words = {token.text.lower().strip("-") for token in tokens}
    return {word for word in words if SHORTEST <= len(word) <= LONGEST and word[0].isalpha()}
