"""Suspended compounds: sosiaali- ja terveyspalvelut, terveyspalvelut ja -neuvonta."""

from collections.abc import Iterator, Sequence

from .fst import WordPiece, join_pieces
from .types import Token, WordTerms
from .words import WordAnalyser

BETWEEN = frozenset(["ja", "tai", "sekä", "eli", "että", "taikka", "ynnä", "kuin", "och", "eller"])
FARTHEST = 8  # words between a suspended part and the compound that completes it


def suspended_terms(tokens: Sequence[Token], words: WordAnalyser) -> dict[int, WordTerms]:
    """Map positions of suspended parts to the whole compounds that they stand for."""
    found = {}
    for place, token in enumerate(tokens):
        if token.text.endswith("-"):
            wholes = list(complete_beginning(token, tokens[place + 1 : place + FARTHEST], words))
        elif token.text.startswith("-"):
            before = tokens[max(0, place - FARTHEST) : place]
            wholes = list(complete_ending(token, before[::-1], words))
        else:
            continue
        if wholes:
            found[place] = WordTerms(tuple(wholes[:1]), tuple(wholes[1:]))
    return found


def complete_beginning(token: Token, after: Sequence[Token], words: WordAnalyser) -> Iterator[str]:
    """Return completions of "sosiaali-, … ja terveyspalvelut": sosiaalipalvelu; best first."""
    head = token.text.lower().strip("-")
    pieces = next((compound_pieces(t, words) for t in after if not is_skipped(t)), ())
    return (head + join_pieces(pieces[start:]) for start in range(1, len(pieces)))


def complete_ending(token: Token, before: Sequence[Token], words: WordAnalyser) -> Iterator[str]:
    """Return the completions of "terveyspalvelut ja -neuvonta": terveysneuvonta."""
    pieces = next((compound_pieces(t, words) for t in before if not is_skipped(t)), ())
    lemmas = words.terms(token.text.strip("-")).lemmas
    for end in range(len(pieces) - 1, 0, -1):
        head = "".join(piece.surface for piece in pieces[:end])
        yield from (head + lemma for lemma in lemmas)


def is_skipped(token: Token) -> bool:
    return token.text.lower() in BETWEEN or token.text.startswith("-") or token.text.endswith("-")


def compound_pieces(token: Token, words: WordAnalyser) -> tuple[WordPiece, ...]:
    """Return the parts of a compound in its simplest reading; none for a simple word."""
    readings = words.readings(token.text.lower())
    pieces = readings[0].pieces if readings else ()
    if len(pieces) == 1 and pieces[0].listed:
        return tuple(WordPiece(part, part) for part in pieces[0].listed)
    return pieces if len(pieces) > 1 else ()
