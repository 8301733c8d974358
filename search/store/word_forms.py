"""Words as they are written, for suggestions and for mending what is misspelt."""

from collections.abc import Iterable

from ..finnish import Token, tokenise

SHORTEST, LONGEST = 2, 64  # characters


def forms_of(*texts: str) -> set[str]:
    """The different words of the texts in lower case, without numbers and what is too short."""
    return set().union(*(forms_in(tokenise(text)) for text in texts))


def forms_in(tokens: Iterable[Token]) -> set[str]:
    """The same of texts that have been cut into words already."""
    words = {token.text.lower().strip("-") for token in tokens}
    return {word for word in words if SHORTEST <= len(word) <= LONGEST and word[0].isalpha()}
