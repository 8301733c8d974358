"""Words as they are written, for suggestions and for mending what is misspelt."""

from .finnish import tokenise

SHORTEST, LONGEST = 2, 64  # characters


def forms_of(*texts: str) -> set[str]:
    """The different words of the texts in lower case, without numbers and what is too short."""
    words = (token.text.lower().strip("-") for text in texts for token in tokenise(text))
    return {word for word in words if SHORTEST <= len(word) <= LONGEST and word[0].isalpha()}
