"""From lines to matters: how Finnish and Swedish secretaries write minutes."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from .lines import Line
from .wording import (
    ATTENDANCE,
    DECISION_LABEL,
    DECISION_WORDS,
    END_OF_MATTERS,
    FACT,
    PROPOSAL_LABEL,
    kind_of,
    result_of,
)

# Ways to write the head of a matter, the surest first.
SECTION = re.compile(r"^(?:§\s*(?P<a>\d{1,3})|(?P<b>\d{1,3})\.?\s*§)\s*[.:)–—-]?\s*(?P<title>.*)$")
NAMED = re.compile(
    r"^(?:asia|kohta|asiakohta|pykälä|ärende|punkt|paragraf)\s*(?P<a>\d{1,3})\s*[.:)–—-]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"^(?P<a>\d{1,3})\s*[.)]\s*(?P<title>\D.*|)$")
LONGEST_TITLE = 200
DATE = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
HOURS = re.compile(
    r"\b(?:klo|kello|kl\.?|klockan)\s*(\d{1,2})(?:[.:](\d{2}))?"
    r"(?:\s*[–—-]\s*(\d{1,2})(?:[.:](\d{2}))?)?",
    re.IGNORECASE,
)


@dataclass
class Item:
    """A matter: what was told of it, what was decided, and how that is called."""

    number: int
    title: str
    text: list[Line] = field(default_factory=list)
    decision: list[Line] = field(default_factory=list)

    @property
    def result(self) -> str:
        """A key of AgendaItem.Result; empty when the words do not tell."""
        return result_of(" ".join(line.text for line in self.decision))

    @property
    def kind(self) -> str:
        """A key of AgendaItem.ItemKind, guessed from the title and the decision."""
        return kind_of(self.title, self.result, bool(self.decision))


@dataclass
class Minutes:
    """What was understood of a paper, and in `leftovers` what was not."""

    title: str = ""
    facts: list[Line] = field(default_factory=list)  # the lines that told time and place
    date: datetime.date | None = None
    starts_at: datetime.time | None = None
    ends_at: datetime.time | None = None
    place: str = ""
    attendance: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)  # the whole text when there are no matters
    leftovers: list[Line] = field(default_factory=list)


def read(lines: list[Line]) -> Minutes:
    """The minutes in these lines."""
    inside = [line for line in lines if not line.place]
    minutes = Minutes(leftovers=[line for line in lines if line.place])
    heads = heads_of(inside)
    if not heads:
        return without_matters(minutes, inside)
    first = min(heads)
    read_opening(minutes, inside[:first])
    read_matters(minutes, inside, heads)
    read_facts(minutes)
    return minutes


def without_matters(minutes: Minutes, lines: list[Line]) -> Minutes:
    """A paper without matters is one text; its date and title are told all the same."""
    minutes.body = lines
    opening = Minutes()
    read_opening(opening, lines[:15])
    read_facts(opening)
    for name in ("title", "date", "starts_at", "ends_at", "place"):
        setattr(minutes, name, getattr(opening, name))
    return minutes


# Where matters begin


def heads_of(lines: list[Line]) -> dict[int, tuple[int, str]]:
    """Where each matter begins: line to its number and title, the title perhaps empty."""
    for pattern in (SECTION, NAMED):
        found = matching(lines, pattern)
        if found:
            return found
    counted = in_order(matching(lines, COUNTED))
    strong = {at: head for at, head in counted.items() if lines[at].heading or lines[at].bold}
    if len(strong) >= 2 and len(strong) >= len(counted) / 2:
        return in_order(strong)
    if len(counted) >= 3 and tells_of_minutes(lines, counted):
        return counted
    return headings(lines)


def matching(lines, pattern) -> dict[int, tuple[int, str]]:
    found = {}
    for at, line in enumerate(lines):
        match = pattern.match(line.whole) if not line.bullet else None
        if match is None or len(match["title"]) > LONGEST_TITLE:
            continue
        numbers = match.groupdict()
        number = int(numbers.get("a") or numbers.get("b"))
        if not is_a_reference(match["title"], pattern):
            found[at] = (number, match["title"].strip())
    return increasing(found)


def is_a_reference(title: str, pattern) -> bool:
    """Does the line speak of a section, "12 §:n mukaan", instead of beginning one?"""
    return pattern is SECTION and bool(re.match(r"^:?(?:n|ssä|stä|ään|llä|iin|ien)\b", title))


def increasing(found: dict) -> dict:
    """Without those whose number does not grow: a later "1 §" is quoted from elsewhere."""
    kept, last = {}, 0
    for at, (number, title) in found.items():
        if number > last:
            kept[at], last = (number, title), number
    return kept


def in_order(found: dict) -> dict:
    """The run of numbers 1, 2, 3 …; a number out of turn is a point of some list."""
    kept, expected = {}, None
    for at, (number, title) in found.items():
        if (expected is None and number <= 1) or number == expected:
            kept[at], expected = (number, title), number + 1
    return kept


def tells_of_minutes(lines, counted) -> bool:
    """Are these matters and not a list? Something stands between them, or they open a meeting."""
    places = sorted(counted)
    apart = sum(after - before > 1 for before, after in pairwise(places))
    titles = " ".join(counted[at][1] for at in (places[0], places[-1])).lower()
    return apart >= len(places) / 3 or bool(re.search(r"avau|avaa|päätt|öppn|avslut", titles))


def headings(lines) -> dict:
    """Headings without numbers, of the level that the paper uses most."""
    levels = [line.heading for line in lines if line.heading]
    if not levels:
        return {}
    level = max(sorted(set(levels)), key=lambda each: (levels.count(each), each))
    places = [at for at, line in enumerate(lines) if line.heading == level and not is_apart(line)]
    if len(places) < 2:
        return {}
    return {at: (number, lines[at].text) for number, at in enumerate(places, start=1)}


def is_apart(line) -> bool:
    """A heading that begins no matter: the paper's own, its participants, its signatures."""
    words = line.text
    return bool(ATTENDANCE.match(words) or END_OF_MATTERS.match(words) or OWN_NAME.match(words))


OWN_NAME = re.compile(
    r"^(?:pöytäkirja|muistio|kokousmuistio|esityslista|protokoll|päätösluettelo)\b", re.IGNORECASE
)


# What stands before the matters


def read_opening(minutes: Minutes, lines: list[Line]) -> None:
    """The title, time, place and participants; the rest is left over."""
    attending = False
    for line in lines:
        if fact := FACT.match(line.whole):
            attending = False
            minutes.facts.append(line)
            if fact["name"].lower() in ("paikka", "plats"):
                minutes.place = fact["rest"].strip()[:LONGEST_TITLE]
        elif ATTENDANCE.match(line.whole):
            attending = True
            minutes.attendance.append(line)
        elif attending and not line.heading:
            minutes.attendance.append(line)
        elif not minutes.title and len(line.text) <= LONGEST_TITLE:
            attending, minutes.title = False, line.whole
        elif (DATE.search(line.text) or HOURS.search(line.text)) and len(line.text) < 120:
            minutes.facts.append(line)
        else:
            attending = False
            minutes.leftovers.append(line)


def read_facts(minutes: Minutes) -> None:
    """Day and hours, from where the paper tells them first."""
    for text in [*(line.whole for line in minutes.facts), minutes.title]:
        minutes.date = minutes.date or day_in(text)
        if minutes.starts_at is None:
            minutes.starts_at, minutes.ends_at = hours_in(text)


def day_in(text: str) -> datetime.date | None:
    for pattern, order in ((DATE, (3, 2, 1)), (ISO_DATE, (1, 2, 3))):
        for match in pattern.finditer(text):
            try:
                return datetime.date(*(int(match[part]) for part in order))
            except ValueError:
                continue
    return None


def hours_in(text: str) -> tuple[datetime.time | None, datetime.time | None]:
    match = HOURS.search(text)
    if match is None:
        return None, None
    return clock(match[1], match[2]), clock(match[3], match[4])


def clock(hours: str | None, minutes: str | None) -> datetime.time | None:
    if hours is None or int(hours) > 23 or int(minutes or 0) > 59:
        return None
    return datetime.time(int(hours), int(minutes or 0))


# The matters


def read_matters(minutes: Minutes, lines: list[Line], heads: dict) -> None:
    """Every matter with its text and decision, up to the signatures."""
    places = sorted(heads)
    for at, following in zip(places, [*places[1:], len(lines)], strict=True):
        number, title = heads[at]
        rest = lines[at + 1 : following]
        if not title and rest and len(rest[0].text) <= LONGEST_TITLE:
            title, rest = rest[0].whole, rest[1:]
        if following == len(lines):
            rest, ending = cut_at_the_end(rest)
            minutes.leftovers += ending
        item = Item(number, title or f"Asia {number}")
        minutes.items.append(item)
        for line, decides in sorted_out(rest):
            (item.decision if decides else item.text).append(line)


def cut_at_the_end(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """What belongs to the last matter, and signatures and lists of attachments after it."""
    for at, line in enumerate(lines):
        if END_OF_MATTERS.match(line.text):
            return lines[:at], lines[at:]
    return lines, []


def sorted_out(lines: list[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line of a matter, and whether it tells the decision."""
    deciding = False
    for line in lines:
        if PROPOSAL_LABEL.match(line.text):
            deciding = False
            yield line, False
        elif label := DECISION_LABEL.match(line.text):
            deciding = True
            rest = line.text[label.end() :].strip()
            if rest:
                yield Line(rest, bullet=line.bullet, number=line.number, cells=line.cells), True
        elif DECISION_WORDS.match(line.text):
            yield line, True
        else:
            yield line, deciding
