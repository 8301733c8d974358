"""Invisible runs of text in a cell: in the background colour, or too small."""

from copy import deepcopy

from .colours import BLACK, is_same_colour
from .excel_looks import TINY, CellLooks, read_cell_colour
from .xmls import Element, get_attribute, get_child, get_local_name, get_text, remove_element


def list_text_runs(item: Element) -> list[Element]:
    """Return the runs that contain text; none if the text is not split into runs."""
    return [each for each in item if get_local_name(each) == "r" and get_run_text(each).strip()]


def get_run_text(run: Element) -> str:
    return "".join(get_text(each) for each in run if get_local_name(each) != "rPr")


def is_unseen_cell_run(run: Element, style: int, looks: CellLooks) -> bool:
    """Return whether a run is invisible in a cell of this style."""
    own = get_child(run, "rPr")
    if own is None:
        return looks.hides_text(style) or looks.is_tiny(style)
    size = get_attribute(get_child(own, "sz"), "val")
    if size and looks.parse_points(size) <= TINY:
        return True
    return is_same_colour(
        read_cell_colour(get_child(own, "color"), looks.scheme, BLACK), looks.get_background(style)
    )


def take_runs(cell: Element, item: Element, runs: list[Element]) -> str:
    """Remove runs from a cell; return their text.

    A shared string belongs to other cells too, so the cell gets the rest as an inline string.
    """
    words = "\n".join(map(get_run_text, runs))
    if get_attribute(cell, "t") != "s":
        for run in runs:
            remove_element(run)
        return words
    left = [deepcopy(each) for each in item if each not in runs]
    for each in [each for each in cell if get_local_name(each) in ("v", "is")]:
        cell.remove(each)
    own = cell.makeelement(str(cell.tag).removesuffix("c") + "is")
    own.extend(left)
    cell.append(own)
    cell.set("t", "inlineStr")
    return words
