"""Who carries out a decision and by when, as its own text states it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .wording import MONTHS, SENTENCE

LONGEST_NAME = 200  # of AgendaItem.responsible
DAY = r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>\d{4}))?"
BY_DAY = re.compile(
    rf"(?:\b{DAY}\s+(?:mennessä|saakka)\b|\b(?:viimeistään|määräpäivä:?|senast)\s+(?:\w{{2}} )?"
    rf"{DAY.replace('<', '<last_')})",
    re.IGNORECASE,
)
BY_MONTH = re.compile(
    rf"\b(?P<name>{'|'.join(MONTHS)})n?\s+(?:(?P<year>\d{{4}})\s+)?(?:loppuun )?mennessä\b",
    re.IGNORECASE,
)
BY_YEAR = re.compile(r"\bvuoden\s+(?:(?P<year>\d{4})\s+)?loppuun mennessä\b", re.IGNORECASE)
LABELLED = re.compile(
    r"\b(?:vastuu(?:henkilöt?|tahot?|t)?|vastaava|ansvarig)\s*:\s*(?P<who>[^.;\n]+)", re.IGNORECASE
)
# "Sihteeri vastaa asiasta": the subject of a sentence, without the decision before it.
SUBJECT = re.compile(
    r"^(?P<who>[A-ZÅÄÖ][^,.;:()]{1,80}?)\s+(?:vastaa|vastaavat)\s+(?!kysym|tiedust|kysel|viest)"
)
MOST_WORDS = 6  # of a subject; a longer one is part of a longer sentence


@dataclass(frozen=True)
class FollowUp:
    """Who carries out a decision, and the last day for it; empty and None if not stated."""

    responsible: str = ""
    due: date | None = None


def parse_follow_up(text: str, since: date) -> FollowUp:
    """Return what the plain text of a decision made on the day `since` says of carrying it out.

    A day without a year is the next one on or after `since`. A day before it is no deadline.
    """
    return FollowUp(responsible_in(text), due_in(text, since))


def responsible_in(text: str) -> str:
    """Return who is responsible, as written; empty if the text names nobody."""
    if labelled := LABELLED.search(text):
        return labelled["who"].strip()[:LONGEST_NAME]
    for sentence in SENTENCE.split(text.replace("\n", " ")):
        found = SUBJECT.match(sentence.strip().removeprefix("• "))
        if found and len(found["who"].split()) <= MOST_WORDS:
            return found["who"]
    return ""


def due_in(text: str, since: date) -> date | None:
    """Return the last day that the text gives, or None."""
    found = find_day(text, since) or find_month_end(text, since) or find_year_end(text, since)
    return found if found and found >= since else None


def find_day(text: str, since: date) -> date | None:
    if not (found := BY_DAY.search(text)):
        return None
    day, month, year = (found[name] or found[f"last_{name}"] for name in ("day", "month", "year"))
    if year:
        return real_day(int(year), int(month), int(day))
    coming = (real_day(since.year + more, int(month), int(day)) for more in range(2))
    return next((each for each in coming if each and each >= since), None)


def find_month_end(text: str, since: date) -> date | None:
    if not (found := BY_MONTH.search(text)):
        return None
    month = MONTHS[found["name"].lower()]
    year = int(found["year"] or since.year + (month < since.month))
    return last_day(year, month)


def find_year_end(text: str, since: date) -> date | None:
    found = BY_YEAR.search(text)
    return last_day(int(found["year"] or since.year), 12) if found else None


def last_day(year: int, month: int) -> date | None:
    first = real_day(year + month // 12, month % 12 + 1, 1)
    return first and first - timedelta(days=1)


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
