"""Pieces of a comparison as they are read: in the text, or as rewritten paragraphs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .text_diff import LONG, DiffPiece, PieceKind


@dataclass(frozen=True)
class ChangePassage:
    """Text with its changes, or a rewritten paragraph: as it was, and as it is now."""

    pieces: list[DiffPiece] = field(default_factory=list)
    before: str = ""
    now: str = ""


def group_passages(pieces: Iterable[DiffPiece]) -> list[ChangePassage]:
    """Return the passages of a text in reading order."""
    found: list[ChangePassage] = []
    inline: list[DiffPiece] = []
    rest = list(pieces)
    while rest:
        if rewritten := find_paragraph(rest, inline):
            before, now, rest = rewritten
            found += [ChangePassage(inline)] if inline else []
            found.append(ChangePassage(before=before, now=now))
            inline = []
        else:
            inline.append(rest.pop(0))
    return found + ([ChangePassage(inline)] if inline else [])


def find_paragraph(
    rest: list[DiffPiece], read: list[DiffPiece]
) -> tuple[str, str, list[DiffPiece]] | None:
    """Return a rewritten paragraph that begins here, as it was and is now, and what follows it."""
    if len(rest) < 2 or (rest[0].kind, rest[1].kind) != (PieceKind.REMOVED, PieceKind.ADDED):
        return None
    if read and not read[-1].text.endswith("\n"):
        return None
    before, now, after = rest[0].text, rest[1].text, rest[2:]
    if min(len(before), len(now)) < LONG:
        return None
    if not after or before.endswith("\n"):
        return before.strip(), now.strip(), after
    # The end of the paragraph may be common to both, such as its full stop.
    end, stop, more = after[0].text.partition("\n")
    if any(letter.isalnum() for letter in end) or not (stop or not after[1:]):
        return None
    follows = [DiffPiece(PieceKind.SAME, more), *after[1:]] if more else after[1:]
    return f"{before}{end}".strip(), f"{now}{end}".strip(), follows
