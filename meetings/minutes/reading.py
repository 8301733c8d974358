"""From lines to agenda items, by the conventions of Finnish and Swedish minutes."""

from collections.abc import Iterator
from dataclasses import replace

from .item_headings import LONGEST_TITLE, Heads, find_headings
from .lines import Line
from .opening import read_facts, read_opening
from .records import Minutes, MinutesItem
from .tables import unroll_tables
from .wording import (
    DECISION_LABEL,
    DECISION_WORDS,
    END_OF_ITEMS,
    NO_DECISION,
    OTHER_LABEL,
    PROPOSAL_LABEL,
    SENTENCE,
)


def parse_minutes(lines: list[Line]) -> Minutes:
    """Return the minutes in these lines."""
    lines = unroll_tables(lines)
    inside = [line for line in lines if not line.place]
    minutes = Minutes(leftovers=[line for line in lines if line.place])
    heads = find_headings(inside)
    if not heads:
        return minutes_without_items(minutes, inside)
    first = min(heads)
    read_opening(minutes, inside[:first])
    read_items(minutes, inside, heads)
    read_facts(minutes)
    return minutes


def minutes_without_items(minutes: Minutes, lines: list[Line]) -> Minutes:
    """Return minutes whose lines hold no agenda items: one text, with its date and title."""
    minutes.body = lines
    opening = Minutes()
    read_opening(opening, lines[:15])
    read_facts(opening)
    for name in ("title", "date", "starts_at", "ends_at", "place"):
        setattr(minutes, name, getattr(opening, name))
    return minutes


# Agenda items


def read_items(minutes: Minutes, lines: list[Line], heads: Heads) -> None:
    """Read every agenda item with its text and decision, up to the signatures."""
    places = sorted(heads)
    for at, following in zip(places, [*places[1:], len(lines)], strict=True):
        number, title = heads[at]
        rest = lines[at + 1 : following]
        if not title and rest and len(rest[0].text) <= LONGEST_TITLE:
            title, rest = rest[0].whole, rest[1:]
        if following == len(lines):
            rest, ending = cut_signatures(rest)
            minutes.leftovers += ending
        item = MinutesItem(number.number, title or f"Asia {number}", number.letter)
        minutes.items.append(item)
        sort_out = by_labels if any(DECISION_LABEL.match(each.text) for each in rest) else by_words
        for line, decides in sort_out(rest):
            (item.decision if decides else item.text).append(line)


def cut_signatures(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the last item, and the signatures and lists of attachments after it."""
    for at, line in enumerate(lines):
        if END_OF_ITEMS.match(line.text):
            return lines[:at], lines[at:]
    return lines, []


def by_labels(lines: list[Line]) -> Iterator[tuple[Line, bool]]:
    """Yield each line of an item with labels, and whether it is part of the decision."""
    deciding = False
    for line in lines:
        if PROPOSAL_LABEL.match(line.text) or OTHER_LABEL.match(line.text):
            deciding = False
            yield line, False
        elif label := DECISION_LABEL.match(line.text):
            deciding = True
            rest = line.text[label.end() :].strip()
            if rest or line.number:
                yield replace(line, text=rest), True
        else:
            yield line, deciding


def by_words(lines: list[Line]) -> Iterator[tuple[Line, bool]]:
    """Yield each line of an item without labels, and whether its verb makes it a decision."""
    points = False  # whether a list of decisions continues
    for line in lines:
        if PROPOSAL_LABEL.match(line.text):
            points = False
            yield line, False
            continue
        points = points and (line.bullet or bool(line.number))
        before, decision = (None, line) if points else split_decision(line)
        if before:
            yield before, False
        if decision:
            points = points or decision.text.endswith(":")
            yield decision, True


def split_decision(line: Line) -> tuple[Line | None, Line | None]:
    """Return the text before the first sentence that decides something, and the text from it on."""
    starts = [0, *(match.end() for match in SENTENCE.finditer(line.text))]
    for start in starts:
        words = line.text[start : start + LONGEST_SENTENCE]
        if DECISION_WORDS.match(words) and not NO_DECISION.search(first_sentence(words)):
            if not start:
                return None, line
            rest = replace(line, text=line.text[start:], number="", bullet=False)
            return replace(line, text=line.text[:start].strip()), rest
    return line, None


def first_sentence(words: str) -> str:
    return SENTENCE.split(words, maxsplit=1)[0]


LONGEST_SENTENCE = 400
