"""Surnames that occur alone: reported to the staff, who change them by hand."""

import re
from collections.abc import Iterator
from functools import cache

from home.text.lemmas import get_base_forms

from .columns import changed, columns
from .names import FORMER, any_form, in_any_form, whole_words
from .personal_data_search import Place, Wanted, words_around

MOST = 100  # a surname that is a common word occurs everywhere
SHORTEST = 4


def surname_places(sought: Wanted) -> list[Place]:
    """Return the texts with a surname in any form but without the whole name."""
    found = []
    for last in sorted({name.last for name in sought.names} - {FORMER[1]}):
        if len(last) >= SHORTEST:
            found += list(places_of(last, sought))
    return found[:MOST]


def places_of(last: str, sought: Wanted) -> Iterator[Place]:
    # Two letters: the third may change, as in Joki, Joen.
    clue = re.sub(r"[^a-z].*", "", last.lower())[:2]
    for column in columns():
        if column.model._meta.app_label == "wagtailsearch":
            continue  # derived from other tables, which are searched
        for key, text in column.rows([clue]):
            if words := found_in(column, text, last, sought):
                yield Place(column, key, words, text)


def found_in(column, text: str, last: str, sought: Wanted) -> str:
    """Return the words around the surname; "" if only the whole name occurs."""
    found: list[str] = []

    def look(part: str) -> str:
        rest = part
        for name in sought.names:
            rest = name.replaced(rest, lambda match, case: " ")
        matches = in_address(last).finditer(rest) if column.is_address else standing(last, rest)
        found.extend(words_around(match, rest) for match in matches)
        return part

    changed(column, text, look)
    return found[0] if found else ""


def standing(last: str, text: str) -> Iterator[re.Match]:
    """Yield the surname as a word of its own: by the rules of names, then by the dictionary."""
    yield from alone(last).finditer(text)
    yield from (match for match in alike(last).finditer(text) if is_form(match[0], last))


def is_form(word: str, last: str) -> bool:
    return last.lower() in get_base_forms(word) or not get_base_forms(last).isdisjoint(
        get_base_forms(word)
    )


@cache
def alike(last: str) -> re.Pattern:
    """Return the pattern of capitalised words that begin like the surname: Su-det, of Susi."""
    begins = re.escape(last[:2])
    return re.compile(rf"(?<![\w-])(?=[A-ZÅÄÖ]){begins}[\w]+(?![\w-])")


@cache
def alone(last: str) -> re.Pattern:
    return whole_words(any_form(last))


@cache
def in_address(last: str) -> re.Pattern:
    """Return the pattern of the surname in addresses and file names: virtanen, virtasen."""
    return re.compile(rf"(?<![a-z]){in_any_form(last)}", re.IGNORECASE)
