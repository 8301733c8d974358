"""Where agenda items begin: the ways to write their headings, most reliable first."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

from .lines import Line
from .numbers import NUMBER, Number, parse_item_number
from .wording import (
    ATTENDANCE,
    DECISION_LABEL,
    END_OF_ITEMS,
    FACT,
    OPENS_OR_CLOSES,
    OTHER_LABEL,
    OWN_NAME,
    PROPOSAL_LABEL,
)

SECTION = re.compile(
    rf"^(?:§\s*(?P<a>{NUMBER})|(?P<b>{NUMBER})\.?\s*§)(?:\s*/\s*(?:19|20)?\d\d\b)?"
    r"\s*[.:)–—-]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"^(?:asia|kohta|asiakohta|pykälä|ärende|punkt|paragraf)\s*(?P<a>{NUMBER})"
    r"\s*[.:)–—-]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
COUNTED = re.compile(rf"^(?P<a>{NUMBER})\s*[.)]\s*(?P<title>\D.*|)$", re.IGNORECASE)
BARE = re.compile(r"^(?P<a>\d{1,3})\s+(?P<title>[^\W\d].*)$")  # only in headings
LONGEST_TITLE = 200
LONGEST_BARE_TITLE = 100

Head = tuple[Number, str]  # the number of an agenda item and its title, which may be empty
Heads = dict[int, Head]  # by the index of the line on which the item begins
T = TypeVar("T")


def find_headings(lines: Sequence[Line]) -> Heads:
    """Return the headings of agenda items."""
    for pattern in (SECTION, NAMED):
        found = drop_quoted_numbers(matching_headings(lines, pattern))
        if found:
            return found
    every = matching_headings(lines, COUNTED)
    strong = in_order({at: head for at, head in every.items() if stands_out(lines[at])})
    counted = in_order(every)
    if len(strong) >= 2 and len(strong) >= len(counted) / 2:
        return strong
    if len(counted) >= 3 and looks_like_minutes(lines, counted):
        return counted
    return bare_numbers(lines) or unnumbered_headings(lines) or emphasised_titles(lines)


def stands_out(line: Line) -> bool:
    """Return whether the line is a heading or bold."""
    return bool(line.heading or line.bold)


def matching_headings(lines: Sequence[Line], pattern: re.Pattern[str]) -> Heads:
    """Return the headings that match the pattern."""
    found = {}
    for at, line in enumerate(lines):
        match = pattern.match(line.whole) if may_begin(line) else None
        if match is None or len(match["title"]) > LONGEST_TITLE:
            continue
        number = number_in(match)
        if number.number and not is_a_reference(match["title"], pattern):
            found[at] = (number, match["title"].strip())
    return found


def number_in(match: re.Match[str]) -> Number:
    """Return the number of a heading, which is before or after the section sign."""
    numbers = match.groupdict()
    return parse_item_number(numbers.get("a") or numbers["b"])


def may_begin(line: Line) -> bool:
    """Return whether the line may begin an item: no list item, and not far too long."""
    return not line.bullet and len(line.text) < 4 * LONGEST_TITLE


def is_a_reference(title: str, pattern: re.Pattern[str]) -> bool:
    """Return whether the line only mentions a section: "12 §:n mukaan"."""
    return pattern is SECTION and bool(re.match(r"^:?(?:n|ssä|stä|ään|llä|iin|ien)\b", title))


def drop_quoted_numbers(found: Mapping[int, tuple[Number, T]]) -> dict[int, tuple[Number, T]]:
    """Drop headings whose number does not grow: a later "1 §" is quoted from elsewhere."""
    kept: dict[int, tuple[Number, T]] = {}
    last = Number(0)
    for at, (number, title) in found.items():
        if number > last:
            kept[at], last = (number, title), number
    return kept


def in_order(found: Heads) -> Heads:
    """Return the sequence 1, 2, 3 …; a number out of sequence belongs to a list."""
    kept: Heads = {}
    last: Number | None = None
    for at, (number, title) in found.items():
        if number.follows(last) if last else number <= Number(1):
            kept[at], last = (number, title), number
    return kept


def looks_like_minutes(lines: Sequence[Line], counted: Heads) -> bool:
    """Return whether these are agenda items rather than a list.

    There is text between them, or their titles open or close a meeting.
    """
    places = sorted(counted)
    apart = sum(after - before > 1 for before, after in pairwise(places))
    titles = " ".join(counted[at][1] for at in (places[0], places[-1]))
    return apart >= len(places) / 3 or bool(OPENS_OR_CLOSES.search(titles))


def bare_numbers(lines: Sequence[Line]) -> Heads:
    """Return numbered headings such as "3 Talousarvio", all of one level."""
    levels = sorted({line.heading for line in lines if line.heading})
    for level in levels:
        own = [line if line.heading == level else None for line in lines]
        found = {
            at: head
            for at, head in matching_headings(lines, BARE).items()
            if own[at] and not begins_no_item(lines[at])
        }
        if len(in_order(found)) >= 2:
            return in_order(found)
    return {}


def unnumbered_headings(lines: Sequence[Line]) -> Heads:
    """Return headings without numbers, of the level used most."""
    levels = [line.heading for line in lines if line.heading]
    if not levels:
        return {}
    level = max(sorted(set(levels)), key=lambda each: (levels.count(each), each))
    places = [
        at for at, line in enumerate(lines) if line.heading == level and not begins_no_item(line)
    ]
    if places and is_document_title(lines, places[0]):
        places = places[1:]
    return number_lines(lines, places) if len(places) > 1 else {}


def is_document_title(lines: Sequence[Line], at: int) -> bool:
    """Return whether a heading is the title of the minutes: time, place or people follow it."""
    following = lines[at + 1].whole if at + 1 < len(lines) else ""
    return bool(FACT.match(following) or ATTENDANCE.match(following))


def number_lines(lines: Sequence[Line], places: Sequence[int]) -> Heads:
    """Return the lines at these indexes as headings numbered from 1."""
    return {at: (Number(n), lines[at].text) for n, at in enumerate(places, start=1)}


def emphasised_titles(lines: Sequence[Line]) -> Heads:
    """Return short lines in bold, or in capitals, from the one that opens the meeting on."""
    bold = [at for at, line in enumerate(lines) if line.bold]
    in_capitals = [at for at, line in enumerate(lines) if line.text.isupper()]
    for chosen in (bold, in_capitals):
        places = [at for at in chosen if could_be_a_title(lines[at])]
        opening = [at for at in places if OPENS_OR_CLOSES.search(lines[at].text)]
        places = [at for at in places if opening and at >= opening[0]]
        if len(places) >= 3:
            return number_lines(lines, places)
    return {}


def could_be_a_title(line: Line) -> bool:
    """Return whether a line in bold or capitals may be the title of an item."""
    words = line.text
    short = len(words) <= LONGEST_BARE_TITLE and not words.endswith((".", ":", ","))
    return short and not (line.bullet or line.cells or begins_no_item(line) or is_a_label(words))


def is_a_label(words: str) -> bool:
    return any(p.match(words) for p in (DECISION_LABEL, PROPOSAL_LABEL, OTHER_LABEL, FACT))


def begins_no_item(line: Line) -> bool:
    """Return whether a heading begins no item: title, participants or signatures."""
    words = line.text
    return bool(ATTENDANCE.match(words) or END_OF_ITEMS.match(words) or OWN_NAME.match(words))
