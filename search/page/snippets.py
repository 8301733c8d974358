"""Snippets: the lines of a passage that answer, with the matching words marked. Pure Python."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from ..finnish.text import TOKEN

WORDS = 32  # of a snippet
WordSpan = tuple[int, int]  # start and end of a word in the text


@dataclass(frozen=True)
class SnippetPiece:
    """A stretch of the original text; `marked` when it is a word that matched."""

    text: str
    marked: bool


def make_snippet(text: str, places: Iterable[int], words: int = WORDS) -> list[SnippetPiece]:
    """Return about so many words of the text around those at the positions, which count from 0.

    The pieces joined are the text itself, with an ellipsis at each cut end.
    """
    marked = sorted({place for place in places if place >= 0})
    needed = densest_start(marked, words) + 2 * words
    tokens = [match.span() for match in islice(TOKEN.finditer(text), needed)]
    if not tokens:
        return []
    marked = [place for place in marked if place < len(tokens)]
    first = window_start(tokens, marked, words, text)
    last = min(first + words, len(tokens)) - 1
    begin = tokens[first][0] if first else 0
    end = tokens[last][1] if last + 1 < len(tokens) else len(text)
    inside = {place for place in marked if first <= place <= last}
    pieces = list(split_at_marks(text, tokens, inside, begin, end))
    before = [SnippetPiece("… ", False)] if begin else []
    after = [SnippetPiece(" …", False)] if end < len(text) else []
    return before + pieces + after


def densest_start(marked: list[int], words: int) -> int:
    """Return the first marked word from which most marked words follow within so many words."""
    best, most, end = 0, 0, 0
    for start, place in enumerate(marked):
        while end < len(marked) and marked[end] < place + words:
            end += 1
        if end - start > most:
            best, most = place, end - start
    return best


def window_start(tokens: list[WordSpan], marked: list[int], words: int, text: str) -> int:
    """Return the first word of the densest window, from the sentence's start if it fits."""
    if not marked or len(tokens) <= words:
        return 0
    first = densest_start(marked, words)
    within = [x for x in marked if first <= x < first + words]
    room = words - (within[-1] - first + 1)
    earliest = max(0, first - room // 2)
    for at in range(first, earliest - 1, -1):
        if at == 0 or text[tokens[at - 1][1] : tokens[at][0]].strip()[:1] in {".", "!", "?"}:
            return at
    return min(earliest, max(0, len(tokens) - words))


def split_at_marks(
    text: str, tokens: list[WordSpan], marked: Collection[int], begin: int, end: int
) -> Iterator[SnippetPiece]:
    """Yield the text from begin to end in pieces, its white space collapsed to single spaces."""
    at = begin
    for place in sorted(marked):
        start, stop = tokens[place]
        yield SnippetPiece(join_lines(text[at:start]), False)
        yield SnippetPiece(text[start:stop], True)
        at = stop
    yield SnippetPiece(join_lines(text[at:end]), False)


def join_lines(text: str) -> str:
    """Replace line ends by spaces, so that chapters and list items stay apart."""
    return text.replace("\r", " ").replace("\n", " ")
