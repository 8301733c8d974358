"""Suspended compounds: sosiaali- ja terveyspalvelut, terveyspalvelut ja -neuvonta."""

from collections.abc import Iterator, Sequence

from .fst import Piece, joined
from .types import Token, WordTerms
from .words import Words

BETWEEN = frozenset(["ja", "tai", "sekä", "eli", "että", "taikka", "ynnä", "kuin", "och", "eller"])
FARTHEST = 8  # words between a suspended part and the compound that completes it


def suspended_terms(tokens: Sequence[Token], words: Words) -> dict[int, WordTerms]:
    """Map positions of suspended parts to the whole compounds that they stand for."""
    found = {}
    for place, token in enumerate(tokens):
        if token.text.endswith("-"):
            wholes = list(completed(token, tokens[place + 1 : place + FARTHEST], words))
        elif token.text.startswith("-"):
            before = tokens[max(0, place - FARTHEST) : place]
            wholes = list(continued(token, before[::-1], words))
        else:
            continue
        if wholes:
            found[place] = WordTerms(tuple(wholes[:1]), tuple(wholes[1:]))
    return found


def completed(token: Token, after: Sequence[Token], words: Words) -> Iterator[str]:
    """Return completions of "sosiaali-, … ja terveyspalvelut": sosiaalipalvelu; best first."""
    head = token.text.lower().strip("-")
    pieces = next((pieces_of(t, words) for t in after if not is_between(t)), ())
    return (head + joined(pieces[start:]) for start in range(1, len(pieces)))


def continued(token: Token, before: Sequence[Token], words: Words) -> Iterator[str]:
    """Return the completions of "terveyspalvelut ja -neuvonta": terveysneuvonta."""
    pieces = next((pieces_of(t, words) for t in before if not is_between(t)), ())
    lemmas = words.terms(token.text.strip("-")).lemmas
    for end in range(len(pieces) - 1, 0, -1):
        head = "".join(piece.surface for piece in pieces[:end])
        yield from (head + lemma for lemma in lemmas)


def is_between(token: Token) -> bool:
    return token.text.lower() in BETWEEN or token.text.startswith("-") or token.text.endswith("-")


def pieces_of(token: Token, words: Words) -> tuple[Piece, ...]:
    """Return the parts of a compound in its simplest reading; none for a simple word."""
    readings = words.readings(token.text.lower())
    pieces = readings[0].pieces if readings else ()
    if len(pieces) == 1 and pieces[0].listed:
        return tuple(Piece(part, part) for part in pieces[0].listed)
    return pieces if len(pieces) > 1 else ()
