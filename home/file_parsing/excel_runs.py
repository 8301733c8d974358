"""Invisible runs of text in a cell: in the background colour, or too small."""

from copy import deepcopy

from .colours import BLACK, is_same
from .excel_looks import TINY, Looks, colour
from .xmls import attribute, child, local, remove, text_of


def runs_of(item) -> list:
    """Return the runs that contain text; none if the text is not split into runs."""
    return [each for each in item if local(each) == "r" and words_of(each).strip()]


def words_of(run) -> str:
    return "".join(text_of(each) for each in run if local(each) != "rPr")


def is_unseen(run, style: int, looks: Looks) -> bool:
    """Return whether a run is invisible in a cell of this style."""
    own = child(run, "rPr")
    if own is None:
        return looks.paints_over(style) or looks.is_tiny(style)
    size = attribute(child(own, "sz"), "val")
    if size and looks.points(size) <= TINY:
        return True
    return is_same(colour(child(own, "color"), looks.scheme, BLACK), looks.ground_of(style))


def take(cell, item, runs: list) -> str:
    """Remove runs from a cell; return their text.

    A shared string belongs to other cells too, so the cell gets the rest as an inline string.
    """
    words = "\n".join(map(words_of, runs))
    if attribute(cell, "t") != "s":
        for run in runs:
            remove(run)
        return words
    left = [deepcopy(each) for each in item if each not in runs]
    for each in [each for each in cell if local(each) in ("v", "is")]:
        cell.remove(each)
    own = cell.makeelement(cell.tag[: -len("c")] + "is")
    own.extend(left)
    cell.append(own)
    cell.set("t", "inlineStr")
    return words
