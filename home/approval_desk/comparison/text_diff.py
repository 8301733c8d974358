"""Differences between two texts or two lists: pure functions, no Django.

Texts are compared by lines and then by words, after E. W. Myers, "An O(ND) Difference Algorithm",
with the matching of Ratcliff and Obershelp in Python's difflib.
"""

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

# Every character of a text belongs to one of these: a word and what follows it.
WORD = re.compile(r"(\w+)(\W*)")
LEAD = re.compile(r"\W*")
ENDINGS = " \n\t.,:;!?…)]”"
# A common part this short between two changes only makes them harder to read.
TOO_LITTLE = 3
# Above this, exact matching takes seconds, and rough matching is good enough.
MANY_WORDS = 1_500
TOO_MANY_WORDS = 20_000
# The share of a paragraph that must have stayed, so that its changes are shown word by word.
MOSTLY = 0.5
MANY_PAIRS = 400
# A shorter paragraph is read at a glance, whatever has changed in it.
LONG = 40


class PieceKind(StrEnum):
    """What happened to a piece of a text or an item of a list."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class DiffPiece:
    """A run of text that was kept, added or removed."""

    kind: PieceKind
    text: str


@dataclass(frozen=True)
class ItemStep:
    """What happened to an item: its index in the old and in the new list, None where absent."""

    kind: PieceKind
    old: int | None
    new: int | None
    moved: bool = False


def compare_texts(old: str, new: str) -> list[DiffPiece]:
    """Return the pieces of both texts, in reading order.

    Without the added pieces they are exactly the old text; without the removed ones, exactly the
    new.
    """
    return merge_neighbours(absorb_short_pieces(list(merge_neighbours(compare_lines(old, new)))))


def compare_lines(old: str, new: str) -> Iterator[DiffPiece]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield DiffPiece(PieceKind.SAME, "".join(before[i:j]))
        else:
            yield from compare_paragraphs(before[i:j], after[k:m])


def compare_paragraphs(before: list[str], after: list[str]) -> Iterator[DiffPiece]:
    """Yield the differences of neighbouring paragraphs, each compared with the one it resembles.

    A paragraph of which most has changed is removed and added as a whole, not word by word.
    """
    for was, now in pair_paragraphs(before, after):
        pieces = list(compare_words(was, now))
        same = sum(len(piece.text) for piece in pieces if piece.kind == PieceKind.SAME)
        shorter = min(len(was), len(now))
        if shorter >= LONG and same < MOSTLY * shorter:
            yield from make_replacement(was, now)
        else:
            yield from pieces


def pair_paragraphs(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of old and new paragraphs, in order; "" where one has no counterpart.

    What stands between two pairs is yielded together, as it was and as it is now.
    """
    start, then = 0, 0
    for old, new in find_longest_chain(before, after):
        yield "".join(before[start:old]), "".join(after[then:new])
        yield before[old], after[new]
        start, then = old + 1, new + 1
    yield "".join(before[start:]), "".join(after[then:])


def find_longest_chain(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Return the indices of the paragraphs that resemble each other, none crossing another."""
    if len(before) * len(after) > MANY_PAIRS:
        return []
    words = [WORD.findall(text) for text in before], [WORD.findall(text) for text in after]
    best: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i in range(len(before), -1, -1):
        for j in range(len(after), -1, -1):
            chains = [best.get((i + 1, j), []), best.get((i, j + 1), [])]
            if i < len(before) and j < len(after) and resemble(words[0][i], words[1][j]):
                chains.append([(i, j), *best[i + 1, j + 1]])
            best[i, j] = max(chains, key=len)
    return best[0, 0]


def resemble(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> bool:
    matcher = SequenceMatcher(None, [w for w, _ in old], [w for w, _ in new], autojunk=False)
    return matcher.quick_ratio() >= MOSTLY and matcher.ratio() >= MOSTLY


def compare_words(old: str, new: str) -> Iterator[DiffPiece]:
    before, after = split_into_words(old), split_into_words(new)
    if len(before) + len(after) > TOO_MANY_WORDS:
        yield from make_replacement(old, new)
        return
    words = [word for word, _ in before], [word for word, _ in after]
    rough = len(before) + len(after) > MANY_WORDS
    for what, i, j, k, m in SequenceMatcher(None, *words, autojunk=rough).get_opcodes():
        if what == "equal":
            for (word, tail), (_, new_tail) in zip(before[i:j], after[k:m], strict=True):
                yield DiffPiece(PieceKind.SAME, word)
                yield from compare_tails(tail, new_tail)
        else:
            yield from make_replacement(join_words(before[i:j]), join_words(after[k:m]))


def split_into_words(text: str) -> list[tuple[str, str]]:
    """Return the words, each with the spaces and punctuation after it; a lead has no word."""
    lead = found[0] if (found := LEAD.match(text)) else ""
    return ([("", lead)] if lead else []) + WORD.findall(text)


def join_words(parts: Iterable[tuple[str, str]]) -> str:
    return "".join(word + tail for word, tail in parts)


def compare_tails(old: str, new: str) -> Iterator[DiffPiece]:
    """Yield the differences in spaces and punctuation after a common word, common start first."""
    common = 0
    while common < min(len(old), len(new)) and old[common] == new[common]:
        common += 1
    yield DiffPiece(PieceKind.SAME, old[:common])
    yield from make_replacement(old[common:], new[common:])


def make_replacement(old: str, new: str) -> Iterator[DiffPiece]:
    yield DiffPiece(PieceKind.REMOVED, old)
    yield DiffPiece(PieceKind.ADDED, new)


def merge_neighbours(pieces: Iterable[DiffPiece]) -> list[DiffPiece]:
    """Merge neighbours of one kind; between two common pieces, put removals before additions."""
    done: list[DiffPiece] = []
    for common, group in groupby(pieces, key=lambda piece: piece.kind == PieceKind.SAME):
        run = list(group)
        removed = "".join(piece.text for piece in run if piece.kind == PieceKind.REMOVED)
        added = "".join(piece.text for piece in run if piece.kind == PieceKind.ADDED)
        end = "".join(p.text for p in run) if common else get_common_ending(removed, added)
        if not common:
            cut = [text.removesuffix(end) for text in (removed, added)]
            done += [piece for piece in make_replacement(*cut) if piece.text]
        if end and done and done[-1].kind == PieceKind.SAME:
            end = done.pop().text + end
        if end:
            done.append(DiffPiece(PieceKind.SAME, end))
    return done


def get_common_ending(old: str, new: str) -> str:
    """Return the common ending of spaces and punctuation."""
    most = min(len(old) - len(old.rstrip(ENDINGS)), len(new) - len(new.rstrip(ENDINGS)))
    while old[len(old) - most :] != new[len(new) - most :]:
        most -= 1
    return old[len(old) - most :]


def absorb_short_pieces(pieces: list[DiffPiece]) -> Iterator[DiffPiece]:
    """Turn very short common pieces between two changes into a part of the change."""
    for place, piece in enumerate(pieces):
        inside = 0 < place < len(pieces) - 1
        if piece.kind == PieceKind.SAME and inside and len(piece.text.strip()) <= TOO_LITTLE:
            yield from make_replacement(piece.text, piece.text)
        else:
            yield piece


def has_changes(pieces: Iterable[DiffPiece]) -> bool:
    """Return whether any piece was added or removed."""
    return any(piece.kind != PieceKind.SAME for piece in pieces)


def abridge(pieces: Iterable[DiffPiece], around: int = 160) -> list[DiffPiece]:
    """Shorten long common pieces to the context of the changes, with … for the rest."""
    pieces = list(pieces)
    last = len(pieces) - 1
    return [
        DiffPiece(
            PieceKind.SAME,
            cut_at_words(piece.text, around if place else 0, around if place < last else 0),
        )
        if piece.kind == PieceKind.SAME
        else piece
        for place, piece in enumerate(pieces)
    ]


def cut_at_words(text: str, start: int, end: int) -> str:
    """Return the start and end of a text, of about these lengths, in whole words."""
    if len(text) <= start + end + 40:
        return text
    first = text[:start].rpartition(" ")[0] + " " if start else ""
    rest = " " + text[len(text) - end :].partition(" ")[2] if end else ""
    return f"{first}…{rest}"


def compare_lists(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[ItemStep]:
    """Return what happened to each item, in the new order; removed items keep their old place.

    Items are the same if they are equal; of equal items, the first old one matches the first new
    one. As few items as possible count as moved.
    """
    places = match_items(old, new)
    still = find_longest_rise([place for place in places if place is not None])
    steps = [
        ItemStep(PieceKind.ADDED, None, at)
        if place is None
        else ItemStep(PieceKind.SAME, place, at, moved=place not in still)
        for at, place in enumerate(places)
    ]
    kept = {place for place in places if place is not None}
    for place in range(len(old)):
        if place not in kept:
            steps.insert(
                find_place_of_removed(steps, place), ItemStep(PieceKind.REMOVED, place, None)
            )
    return steps


def match_items(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """Return the index in the old list of each new item, or None."""
    waiting: dict[Hashable, list[int]] = {}
    for place, item in enumerate(old):
        waiting.setdefault(item, []).append(place)
    return [waiting[item].pop(0) if waiting.get(item) else None for item in new]


def find_longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return a longest increasing subsequence of distinct numbers (patience sorting)."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        before[number] = tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
    rise: set[int] = set()
    last = tops[-1] if tops else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise


def find_place_of_removed(steps: list[ItemStep], place: int) -> int:
    """Return where to insert a removed item: after the item that preceded it in the old list."""
    earlier = [
        (step.old, at)
        for at, step in enumerate(steps)
        if step.old is not None and step.old < place and not step.moved
    ]
    return max(earlier)[1] + 1 if earlier else 0
