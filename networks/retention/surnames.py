"""Surnames that occur alone: reported to the staff, who change them by hand."""

import re
from collections.abc import Iterator
from functools import cache

from home.text.lemmas import get_base_forms

from .columns import change_stored, text_columns
from .names import FORMER, inflected_pattern, inflected_slug_pattern, whole_word_pattern
from .personal_data_search import FoundPlace, SoughtPeople, words_around

MOST = 100  # a surname that is a common word occurs everywhere
SHORTEST = 4


def surname_places(sought: SoughtPeople) -> list[FoundPlace]:
    """Return the texts with a surname in any form but without the whole name."""
    found = []
    for last in sorted({name.last for name in sought.names} - {FORMER[1]}):
        if len(last) >= SHORTEST:
            found += list(find_surname_places(last, sought))
    return found[:MOST]


def find_surname_places(last: str, sought: SoughtPeople) -> Iterator[FoundPlace]:
    # Two letters: the third may change, as in Joki, Joen.
    clue = re.sub(r"[^a-z].*", "", last.lower())[:2]
    for column in text_columns():
        if column.model._meta.app_label == "wagtailsearch":
            continue  # derived from other tables, which are searched
        for key, text in column.rows([clue]):
            if words := find_surname(column, text, last, sought):
                yield FoundPlace(column, key, words, text)


def find_surname(column, text: str, last: str, sought: SoughtPeople) -> str:
    """Return the words around the surname; "" if only the whole name occurs."""
    found: list[str] = []

    def look(part: str) -> str:
        rest = part
        for name in sought.names:
            rest = name.replace_in(rest, lambda match, case: " ")
        matches = (
            surname_slug_pattern(last).finditer(rest)
            if column.is_address
            else find_alone(last, rest)
        )
        found.extend(words_around(match, rest) for match in matches)
        return part

    change_stored(column, text, look)
    return found[0] if found else ""


def find_alone(last: str, text: str) -> Iterator[re.Match]:
    """Yield the surname as a word of its own: by the rules of names, then by the dictionary."""
    yield from surname_pattern(last).finditer(text)
    yield from (
        match for match in similar_words_pattern(last).finditer(text) if is_form(match[0], last)
    )


def is_form(word: str, last: str) -> bool:
    return last.lower() in get_base_forms(word) or not get_base_forms(last).isdisjoint(
        get_base_forms(word)
    )


@cache
def similar_words_pattern(last: str) -> re.Pattern:
    """Return the pattern of capitalised words that begin like the surname: Su-det, of Susi."""
    begins = re.escape(last[:2])
    return re.compile(rf"(?<![\w-])(?=[A-ZÅÄÖ]){begins}[\w]+(?![\w-])")


@cache
def surname_pattern(last: str) -> re.Pattern:
    return whole_word_pattern(inflected_pattern(last))


@cache
def surname_slug_pattern(last: str) -> re.Pattern:
    """Return the pattern of the surname in addresses and file names: virtanen, virtasen."""
    return re.compile(rf"(?<![a-z]){inflected_slug_pattern(last)}", re.IGNORECASE)
