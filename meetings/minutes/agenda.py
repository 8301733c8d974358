"""Parser of a typed or pasted agenda: the titles without bullets and numbers."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .item_headings import COUNTED, NAMED, SECTION, drop_quoted_numbers, is_a_reference, number_in
from .lines import BULLET, clean_words
from .numbers import Number, parse_item_number

# Word's second-level bullet is pasted as this letter and a tab.
WORD_BULLET = re.compile(r"^\s*(?:[o•◦▪●–—*·-]\s*\t|[•◦▪●·]\s*)\s*")
NESTED = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[^\W\d])")
ONLY_NUMBER = re.compile(r"^(?:§\s*)?\d{1,3}(?:\s?[a-zåäö])?\s*[.)§]*$", re.IGNORECASE)


class AgendaEntry(NamedTuple):
    """A line of the agenda: its title, and its number if it has one."""

    title: str
    number: Number | None = None


def parse_agenda(text: str) -> list[AgendaEntry]:
    """Return the agenda items of the lines, without bullets, tabs and numbers."""
    lines = [without_bullet(line) for line in text.splitlines()]
    lines = without_nested_numbers([line for line in lines if line])
    entries = [parse_entry(line) for line in lines]
    counted = drop_quoted_numbers(dict(enumerate(map(counted_head, lines))))
    # "12. toukokuuta" begins a title, and so may a single "1."; only a list counts on.
    if len([head for head in counted.values() if head[1] is not None]) > 1:
        for at, (number, title) in counted.items():
            if title is not None and entries[at].number is None:
                entries[at] = AgendaEntry(title, number)
    return list(join_lone_numbers(entries))


def join_lone_numbers(entries: list[AgendaEntry]) -> Iterator[AgendaEntry]:
    """Yield the entries; a number alone on a line, from a table cell, belongs to the next title."""
    waiting = None
    for entry in entries:
        if not entry.title or ONLY_NUMBER.match(entry.title):
            waiting = entry.number or parse_item_number(entry.title.lstrip("§ "))
        else:
            yield AgendaEntry(entry.title, entry.number or waiting)
            waiting = None


def without_nested_numbers(lines: list[str]) -> list[str]:
    """Return the lines without numbers such as 1.1, if more than one line has them."""
    several = sum(bool(NESTED.match(line)) for line in lines) > 1
    return [NESTED.sub("", line) for line in lines] if several else lines


def without_bullet(line: str) -> str:
    return BULLET.sub("", clean_words(WORD_BULLET.sub("", line)))


def parse_entry(line: str) -> AgendaEntry:
    """Return the line without its section sign and number, even if they occur twice."""
    number: Number | None = None
    while match := SECTION.match(line) or NAMED.match(line):
        if is_a_reference(match["title"], match.re) or (match.re is NAMED and not match["title"]):
            break
        number, line = number or number_in(match), match["title"].strip()
    return AgendaEntry(line, number)


def counted_head(line: str) -> tuple[Number, str | None]:
    match = COUNTED.match(line)
    return (parse_item_number(match["a"]), match["title"].strip()) if match else (Number(0), None)


def keeps_its_numbers(entries: list[AgendaEntry]) -> bool:
    """Return whether every line has a number and each is greater than the one before."""
    numbers = [entry.number for entry in entries if entry.number]
    return len(numbers) == len(entries) and all(a < b for a, b in pairwise(numbers))
