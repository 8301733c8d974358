"""Differences between two texts or two lists: pure functions, no Django.

Texts are compared by lines and then by words, after E. W. Myers, "An O(ND) Difference Algorithm",
with the matching of Ratcliff and Obershelp in Python's difflib.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

# Every character of a text belongs to one of these: a word and what follows it.
WORD = re.compile(r"(\w+)(\W*)")
LEAD = re.compile(r"\W*")
ENDINGS = " \n\t.,:;!?…)]”"
# A common part this short between two changes only makes them harder to read.
TOO_LITTLE = 3
# Above this, exact matching takes seconds, and rough matching is good enough.
MANY_WORDS = 1_500
TOO_MANY_WORDS = 20_000


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
        was, now = "".join(before[i:j]), "".join(after[k:m])
        if what == "equal":
            yield DiffPiece(PieceKind.SAME, was)
        else:
            yield from compare_words(was, now)


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


# Rich text as plain lines


BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"}
MARKS = {"h2": "Väliotsikko: ", "h3": "Väliotsikko: ", "h4": "Väliotsikko: "}


def get_link_address(link: Tag) -> str:
    """Return the URL of a link as written."""
    return str(link.get("href") or "")


def split_rich_text(html: str, target: Callable[[Tag], str] = get_link_address) -> str:
    """Return rich text as lines, one per block; the target of each link follows it in brackets.

    `target` returns the text for an <a> or <embed> tag of the stored text; "" adds nothing.
    """
    tree = BeautifulSoup(html, "html.parser")
    for link in tree.find_all(["a", "embed"]):
        if target_name := target(link):
            link.insert_after(NavigableString(f" [{target_name}]"))
    for end in tree.find_all("br"):
        end.replace_with(NavigableString("\n"))
    for block in tree.find_all(BLOCKS):
        block.insert(0, NavigableString(f"\n{get_list_mark(block)}"))
        block.append(NavigableString("\n"))
    lines = (" ".join(line.split()) for line in tree.get_text().splitlines())
    return "\n".join(line for line in lines if line)


def get_list_mark(block: Tag) -> str:
    if block.name != "li":
        return MARKS.get(block.name, "")
    if block.parent is None or block.parent.name != "ol":
        return "• "
    return f"{len(block.find_previous_siblings('li')) + 1}. "
