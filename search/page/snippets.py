"""Snippets: the lines of a passage that answer, with the matching words marked. Pure Python."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ..finnish.text import TOKEN

WORDS = 32  # of a snippet
Span = tuple[int, int]  # start and end of a word in the text


@dataclass(frozen=True)
class Piece:
    """A stretch of the original text; `marked` when it is a word that matched."""

    text: str
    marked: bool


def snippet(text: str, places: Iterable[int], words: int = WORDS) -> list[Piece]:
    """Return about so many words of the text around those at the positions, which count from 0.

    The pieces joined are the text itself, with an ellipsis at each cut end.
    """
    marked = sorted({place for place in places if place >= 0})
    needed = densest(marked, words) + 2 * words
    tokens = [match.span() for match in islice(TOKEN.finditer(text), needed)]
    if not tokens:
        return []
    marked = [place for place in marked if place < len(tokens)]
    first = start_of(tokens, marked, words, text)
    last = min(first + words, len(tokens)) - 1
    begin = tokens[first][0] if first else 0
    end = tokens[last][1] if last + 1 < len(tokens) else len(text)
    inside = {place for place in marked if first <= place <= last}
    pieces = list(cut(text, tokens, inside, begin, end))
    before = [Piece("… ", False)] if begin else []
    after = [Piece(" …", False)] if end < len(text) else []
    return before + pieces + after


def densest(marked: list[int], words: int) -> int:
    """Return the first marked word from which most marked words follow within so many words."""
    best, most, end = 0, 0, 0
    for start, place in enumerate(marked):
        while end < len(marked) and marked[end] < place + words:
            end += 1
        if end - start > most:
            best, most = place, end - start
    return best


def start_of(tokens: list[Span], marked: list[int], words: int, text: str) -> int:
    """Return the first word of the densest window, from the sentence's start if it fits."""
    if not marked or len(tokens) <= words:
        return 0
    first = densest(marked, words)
    within = [x for x in marked if first <= x < first + words]
    room = words - (within[-1] - first + 1)
    earliest = max(0, first - room // 2)
    for at in range(first, earliest - 1, -1):
        if at == 0 or text[tokens[at - 1][1] : tokens[at][0]].strip()[:1] in {".", "!", "?"}:
            return at
    return min(earliest, max(0, len(tokens) - words))


def cut(
    text: str, tokens: list[Span], marked: Collection[int], begin: int, end: int
) -> Iterator[Piece]:
    """Yield the text from begin to end in pieces, its white space collapsed to single spaces."""
    at = begin
    for place in sorted(marked):
        start, stop = tokens[place]
        yield Piece(flat(text[at:start]), False)
        yield Piece(text[start:stop], True)
        at = stop
    yield Piece(flat(text[at:end]), False)


def flat(text: str) -> str:
    """Replace line ends by spaces, so that chapters and list items stay apart."""
    return text.replace("\r", " ").replace("\n", " ")
