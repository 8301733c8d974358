"""Reads Voikko's notation of a word: where its parts meet and what each part's base form is.

[Ln][Xp]kunta[X]kunn[Sg][Ny]an      class, base form, stem, case and number, ending
[Lt][Xp]neuvotella[X]neuvottel[Ln][Xj]u[X]u…    a derivation: neuvottel + u
…[Bh][Bc]…                          a boundary of a compound
[Xp]hyvin=vointi[X]hyvin[Bm]voint…  a compound that the dictionary lists whole
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

TAG = re.compile(r"\[([A-Za-z0-9]+)\]([^\[]*)")
PARTICIPLE = re.compile(r"\[Lt\].*\[(?:Ll|R[a-z])\]")
VERBAL_NOUN = "Tn4"  # -minen


@dataclass(frozen=True)
class Piece:
    """A word inside a word: as it is written there, in its base form, and of what it is derived."""

    surface: str
    lemma: str
    listed: tuple[str, ...] = ()  # its own parts, when the dictionary lists it as a compound
    verb: str = ""
    prefix: bool = False


@dataclass(frozen=True)
class Reading:
    """One way to understand a word."""

    pieces: tuple[Piece, ...]
    tags: frozenset[str]

    @cached_property
    def lemma(self) -> str:
        return joined(self.pieces)

    @property
    def verb(self) -> str:
        """The verb behind a participle or a noun in -minen, with what stands before it."""
        last = self.pieces[-1]
        return joined((*self.pieces[:-1], replace(last, lemma=last.verb))) if last.verb else ""


def joined(pieces: tuple[Piece, ...]) -> str:
    """The base form of pieces that stand together: only the last of them is inflected."""
    return "".join([piece.surface for piece in pieces[:-1]] + [pieces[-1].lemma]).replace("-", "")


def parse(output: str) -> Reading | None:
    """The reading that a line of the dictionary tells; None when it names no word."""
    pieces = tuple(p for p in map(parse_piece, output.split("[Bc]")) if p.lemma.strip("-"))
    return Reading(pieces, frozenset(tag for tag, _ in TAG.findall(output))) if pieces else None


def parse_piece(output: str) -> Piece:
    """One part of a compound."""
    surface, lemma, base, bounds, verbal = output.partition("[")[0], "", "", [], False
    for tag, text in TAG.findall(output):
        if tag == "Xp":
            base = text
        elif tag == "Xj":
            lemma = surface + text
        elif tag == "Xr":
            pass
        else:
            if tag == "Bm":
                bounds.append(len(surface))
            elif tag == VERBAL_NOUN:
                lemma, verbal = surface + "minen", True
            elif tag[0] == "S" and not (lemma or base):
                lemma = surface
            surface += text
    return make_piece(
        output, surface.lower(), (lemma or base or surface).lower(), base, bounds, verbal
    )


def make_piece(output, surface, lemma, base, bounds, verbal) -> Piece:
    derived = verbal or PARTICIPLE.search(output)
    return Piece(
        surface=surface,
        lemma=lemma.replace("=", "").strip("-"),
        listed=listed_parts(base.lower(), surface, bounds) if not derived else (),
        verb=base.lower().replace("=", "") if derived else "",
        prefix=output.startswith("[Lp]"),
    )


def listed_parts(base: str, surface: str, bounds: list[int]) -> tuple[str, ...]:
    """The parts of a listed compound (hyvin=vointi): all but the last as they are written."""
    if "=" in base or not bounds:
        return tuple(base.replace("-", "=").split("=")) if "=" in base else ()
    if not base.startswith(surface[: bounds[-1]]):
        return ()
    cuts = [0, *bounds, len(base)]
    return tuple(base[a:b].strip("-") for a, b in pairwise(cuts))
