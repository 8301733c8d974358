"""Parse Voikko's notation of a word: the boundaries of its parts and their base forms.

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
PARTICIPLE = re.compile(r"\[L[ln]\](?:v|.*\[R[amtuv]\])")
VERBAL_NOUN = "Tn4"  # -minen
# A noun derived from a verb or an adjective, before the derivation: valinta from valita,
# työllistäjä from työllistää, osallisuus from osallinen, asunnottomuus from asunnoton.
DERIVED = re.compile(r"^(.*\[L[tl]\].+)\[Ln\]")


@dataclass(frozen=True, order=True)
class WordPiece:
    """A part of a word: as written, its base form, and what it is derived from."""

    surface: str
    lemma: str
    listed: tuple[str, ...] = ()  # its own parts, when the dictionary lists it as a compound
    verb: str = ""
    root: str = ""  # the verb or adjective from which a noun is derived


@dataclass(frozen=True)
class WordReading:
    """One analysis of a word."""

    pieces: tuple[WordPiece, ...]

    @cached_property
    def lemma(self) -> str:
        return join_pieces(self.pieces)

    @cached_property
    def size(self) -> int:
        """Return the number of words in the word."""
        return sum(len(piece.listed) or 1 for piece in self.pieces)

    @property
    def verb(self) -> str:
        """Return the verb of a participle or a noun in -minen, with the parts before it."""
        return self._ending_in(self.pieces[-1].verb)

    @property
    def root(self) -> str:
        """Return the verb or adjective of a derived noun, with the parts before it."""
        return self._ending_in(self.pieces[-1].root)

    def _ending_in(self, lemma: str) -> str:
        """Return the word with this base form of its last part; "" without one."""
        last = replace(self.pieces[-1], lemma=lemma)
        return join_pieces((*self.pieces[:-1], last)) if lemma else ""


def join_pieces(pieces: tuple[WordPiece, ...]) -> str:
    """Return the base form of a compound: only the last piece is inflected."""
    return "".join([piece.surface for piece in pieces[:-1]] + [pieces[-1].lemma]).replace("-", "")


def parse_reading(output: str) -> WordReading | None:
    """Parse one line of the dictionary's answer; None when it is no Finnish word."""
    pieces = tuple(p for p in map(parse_piece, output.split("[Bc]")) if p.lemma)
    wrong = any(map(needs_hyphen, pieces, pieces[1:]))
    return WordReading(pieces) if pieces and not wrong else None


def needs_hyphen(before: WordPiece, after: WordPiece) -> bool:
    """Return whether the same vowel would meet itself between the parts, which takes a hyphen."""
    return before.surface[-1] == after.surface[0] and after.surface[0] in "aeiouyäö"


def parse_piece(output: str) -> WordPiece:
    """Parse one part of a compound."""
    surface, lemma, bounds = parse_forms(output)
    derived = DERIVED.match(output)
    return WordPiece(
        surface,
        lemma.strip("-"),
        listed_parts(lemma, surface, bounds),
        parse_verb(output),
        parse_forms(derived[1])[1] if derived else "",
    )


def parse_forms(output: str) -> tuple[str, str, list[int]]:
    """Return (the word as written, its base form, the boundaries in a listed compound)."""
    surface, lemma, base, bounds = output.partition("[")[0], "", "", []
    for tag, text in TAG.findall(output):
        if tag == "Xp":
            base = text
        elif tag == "Xj":
            lemma = surface + text
        elif tag != "Xr":
            if tag == "Bm":
                bounds.append(len(surface))
            elif tag == VERBAL_NOUN:
                lemma = surface + "minen"
            elif tag[0] == "S" and not (lemma or base):
                lemma = surface
            surface += text
    return surface.lower(), (lemma or base or surface).replace("=", "").lower(), bounds


def parse_verb(output: str) -> str:
    """Return the verb of a participle or a noun in -minen; empty for all other words."""
    if f"[{VERBAL_NOUN}]" in output:
        return parse_forms(output.partition(f"[{VERBAL_NOUN}]")[0])[1]
    verb, derived = output[: output.rfind("[L")], output[output.rfind("[L") :]
    return parse_forms(verb)[1] if "[Lt]" in verb and PARTICIPLE.match(derived) else ""


def listed_parts(lemma: str, surface: str, bounds: list[int]) -> tuple[str, ...]:
    """Return the parts of a listed compound, as written but the last in base form.

    Where the first part is inflected too (täyden|kuun, täysikuu), all are as written.
    """
    if not bounds:
        return ()
    whole = lemma if lemma.startswith(surface[: bounds[-1]]) else surface
    return tuple(whole[a:b].strip("-") for a, b in pairwise([0, *bounds, len(whole)]))
