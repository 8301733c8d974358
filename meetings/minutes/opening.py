"""What precedes the first agenda item: title, date, hours, place, participants."""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress

from .item_headings import LONGEST_TITLE
from .lines import Line
from .records import Minutes
from .wording import ATTENDANCE, FACT, MONTHS

LONGEST_FACT = 120
DATE = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
IN_WORDS = re.compile(
    rf"\b(\d{{1,2}})\.?\s+({'|'.join(MONTHS)})(?:ta)?\s+(\d{{4}})\b", re.IGNORECASE
)
HOURS = re.compile(
    r"\b(?:klo|kello|kl\.?|klockan)\s*(\d{1,2})(?:[.:](\d{2}))?"
    r"(?:\s*[–—-]\s*(\d{1,2})(?:[.:](\d{2}))?)?",
    re.IGNORECASE,
)


def read_opening(minutes: Minutes, lines: list[Line]) -> None:
    """Read the title, time, place and participants; add the other lines to the leftovers."""
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
        elif len(line.text) < LONGEST_FACT and gives_time(line.text):
            minutes.facts.append(line)
        else:
            attending = False
            minutes.leftovers.append(line)


def gives_time(text: str) -> bool:
    return bool(day_in(text) or HOURS.search(text))


def read_facts(minutes: Minutes) -> None:
    """Read the date and the hours from the first place that gives them."""
    for text in [*(line.whole for line in minutes.facts), minutes.title]:
        minutes.date = minutes.date or day_in(text)
        if minutes.starts_at is None:
            minutes.starts_at, minutes.ends_at = hours_in(text)


def day_in(text: str) -> datetime.date | None:
    """Return the first valid date of a text, or None."""
    return next(days_in(text), None)


def days_in(text: str) -> Iterator[datetime.date]:
    """Yield every valid date of a text, those in digits before those in words."""
    for year, month, day in dates_in(text):
        with suppress(ValueError):
            yield datetime.date(year, month, day)


def dates_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (year, month, day) of everything that looks like a date, digits before words."""
    for match in DATE.finditer(text):
        yield int(match[3]), int(match[2]), int(match[1])
    for match in ISO_DATE.finditer(text):
        yield int(match[1]), int(match[2]), int(match[3])
    for match in IN_WORDS.finditer(text):
        yield int(match[3]), MONTHS[match[2].lower()], int(match[1])


def hours_in(text: str) -> tuple[datetime.time | None, datetime.time | None]:
    match = HOURS.search(text)
    if match is None:
        return None, None
    return parse_clock(match[1], match[2]), parse_clock(match[3], match[4])


def parse_clock(hours: str | None, minutes: str | None) -> datetime.time | None:
    """Return the time of day, 24.00 as midnight; None if it is not a valid time."""
    if hours is None or int(hours) > 24 or int(minutes or 0) > 59:
        return None
    if int(hours) == 24:
        return None if int(minutes or 0) else datetime.time(0)
    return datetime.time(int(hours), int(minutes or 0))
