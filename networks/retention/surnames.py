"""Where somebody's surname stands alone: told to the staff, changed by nobody but them."""

import re
from collections.abc import Iterator
from functools import cache

from .columns import changed, columns
from .names import FORMER, any_form, simple, whole_words
from .traces import Place, Wanted, words_around

MOST = 100  # a surname that is a common word is found everywhere
SHORTEST = 4


def surname_places(sought: Wanted) -> list[Place]:
    """Return the texts with a surname, in any form, that do not hold the whole name."""
    found = []
    for last in sorted({name.last for name in sought.names} - {FORMER[1]}):
        if len(last) >= SHORTEST:
            found += list(places_of(last, sought))
    return found[:MOST]


def places_of(last: str, sought: Wanted) -> Iterator[Place]:
    clue = re.sub(r"[^a-z].*", "", last.lower())[:3]
    for column in columns():
        if column.model._meta.app_label == "wagtailsearch":
            continue  # made anew from what is listed
        for key, text in column.rows([clue]):
            if words := found_in(column, text, last, sought):
                yield Place(column, key, words, text)


def found_in(column, text: str, last: str, sought: Wanted) -> str:
    """Return the words around the surname; "" when the whole name stands there anyway."""
    found: list[str] = []

    def look(part: str) -> str:
        rest = part
        for name in sought.names:
            rest = name.replaced(rest, lambda match, case: " ")
        pattern = in_address(last) if column.is_address else alone(last)
        found.extend(words_around(match, rest) for match in pattern.finditer(rest))
        return part

    changed(column, text, look)
    return found[0] if found else ""


@cache
def alone(last: str) -> re.Pattern:
    return whole_words(any_form(last))


@cache
def in_address(last: str) -> re.Pattern:
    """Match the surname in an address or in the name of a file: virtanen, virtasen."""
    return re.compile(rf"(?<![a-z]){simple(last)}", re.IGNORECASE)
