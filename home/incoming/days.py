"""Parse days as people write them; what is ambiguous is refused, never read as another day.

Pure except for the translation of messages: today is passed in.
"""

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from .text import clean_line

NO_DAY: str = _("”{text}” ei ole päivä. Kirjoita päivä näin: 12.5.2027.")
NO_SUCH_DAY: str = _("Päivää {day}.{month}. ei ole: {in_month} on {days} päivää. Tarkista päivä.")
NO_SUCH_MONTH: str = _(
    "Kuukautta {month} ei ole. Kirjoita ensin päivä ja sitten kuukausi: 12.5.2027."
)
WRONG_WEEKDAY: str = _("{date} on {right}, ei {written}. Tarkista päivä.")
ODD_YEAR: str = _("Vuosi {year} ei voi pitää paikkaansa. Kirjoita vuosi väliltä {first}–{last}.")
ONLY_MONTH: str = _("Kirjoita myös päivä, esimerkiksi 12.5.2027.")
RELATIVE_DAY: str = _("{word} on {weekday} {date}. Kirjoita päivä numeroin.")
WITH_TIME: str = _("Kirjoita tähän pelkkä päivä ilman kellonaikaa, esimerkiksi 12.5.2027.")
SEVERAL: str = _("Kirjoita tähän yksi päivä, esimerkiksi 12.5.2027.")

WEEKDAYS = (
    "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
)  # fmt: skip
MONTHS = (
    "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu",
    "syyskuu", "lokakuu", "marraskuu", "joulukuu",
)  # fmt: skip
SWEDISH_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
RELATIVE = {"tänään": 0, "huomenna": 1, "ylihuomenna": 2, "eilen": -1, "toissapäivänä": -2}

WEEKDAY_BY_NAME = {
    name: number for number, day in enumerate(WEEKDAYS) for name in (day, day[:2], f"{day}na")
}
WEEKDAY = "|".join(sorted(WEEKDAY_BY_NAME, key=len, reverse=True))
STEMS = [month.removesuffix("kuu") for month in MONTHS]
MONTH = "|".join([f"{stem}(?:k\\.?|kuu(?:n|ta|ssa)?)?" for stem in STEMS] + list(SWEDISH_MONTHS))
BEFORE = re.compile(rf"(?P<weekday>{WEEKDAY})(?:[.,]\s*|\s+)(?P<rest>.+)", re.IGNORECASE)
AFTER = re.compile(rf"(?P<rest>.+?)[\s,]*\(?\b(?P<weekday>{WEEKDAY})\.?\)?", re.IGNORECASE)
YEAR = r"(?P<year>\d{4}|'?\d{2})"
FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 12.5.2027, 12. 5. 2027, 12.5., 12/5/27, 12,5,2027
        rf"(?P<day>\d{{1,2}})\s*(?P<mark>[./,])\s*(?P<month>\d{{1,2}})"
        rf"(?:\s*(?P=mark)\s*{YEAR}|\s+(?P<apart>\d{{4}}))?\s*[.,]?",
        r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{4})",
        r"(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})\.?",
        rf"(?P<day>\d{{1,2}})\s*\.?\s*(?:päivä(?:nä)?\s+)?(?P<name>{MONTH})(?:[\s.,]+{YEAR})?",
        rf"(?P<name>{MONTH})\s+(?P<day>\d{{1,2}})\s*\.?(?:\s*päivä(?:nä)?)?(?:[\s.,]+{YEAR})?",
    )
)
DIGITS = re.compile(r"\d{8}")
MONTH_ALONE = re.compile(rf"(?:(?:{MONTH})|\d{{1,2}}[./])\s*\d{{4}}|(?:{MONTH})", re.IGNORECASE)
TIME_AT_THE_END = re.compile(r"\b(?:klo|kello|kl)\b|\d{1,2}[.:]\d{2}$", re.IGNORECASE)
RANGE = re.compile(r"[–—]|\s-\s|\d\.?-\d{1,2}\.|\b(?:ja|tai)\b", re.IGNORECASE)


class NotADay(ValueError):
    """The text is not a day; the message is a Finnish sentence for the writer."""


class Direction(StrEnum):
    """Where a day without a year lies relative to today; today itself fits all three."""

    COMING = "coming"
    PAST = "past"
    NEAREST = "nearest"


@dataclass(frozen=True)
class Years:
    """The range of accepted years, both ends included."""

    first: int
    last: int

    @classmethod
    def around(cls, today: datetime.date, earliest: int, ahead: int) -> "Years":
        return cls(earliest, today.year + ahead)


def parse_day(
    text: str, today: datetime.date, years: Years, direction: Direction = Direction.COMING
) -> datetime.date:
    """Return the day that the text means; raise NotADay with the reason if it is none.

    Without a year, the nearest such day in the direction is meant, today included. Two digits are a
    year of this century as far as `years` reach, otherwise of the last century.
    """
    words = clean_line(text)
    weekday, rest = split_off_weekday(words)
    found = match_day(rest)
    if found is None:
        raise NotADay(explain_bad_day(words, today))
    day = make_date(found, today, years, direction)
    if weekday is not None and day.weekday() != weekday:
        right, written = WEEKDAYS[day.weekday()], WEEKDAYS[weekday]
        raise NotADay(WRONG_WEEKDAY.format(date=format_day(day), right=right, written=written))
    return day


def format_day_with_weekday(day: datetime.date) -> str:
    """Return the day with its weekday: keskiviikko 12.5.2027."""
    return f"{WEEKDAYS[day.weekday()]} {format_day(day)}"


def format_day(day: datetime.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def split_off_weekday(words: str) -> tuple[int | None, str]:
    """Return the number of the weekday in the text, if any, and the text without it."""
    found = BEFORE.fullmatch(words) or AFTER.fullmatch(words)
    if found is None:
        return None, words
    return WEEKDAY_BY_NAME[found["weekday"].casefold()], found["rest"]


def match_day(words: str) -> dict[str, str] | None:
    """Return the written parts of the day: day, month (or its name) and perhaps year."""
    if DIGITS.fullmatch(words):
        return match_digits(words)
    for form in FORMS:
        if found := form.fullmatch(words):
            parts = found.groupdict()
            return parts | {"year": parts.get("year") or parts.get("apart")}
    return None


def match_digits(words: str) -> dict[str, str]:
    """Return the parts of 12052027 or 20270512; no accepted year begins with a month's number."""
    if int(words[:2]) in (18, 19, 20, 21) and int(words[4:6]) <= 12:
        return {"year": words[:4], "month": words[4:6], "day": words[6:]}
    return {"day": words[:2], "month": words[2:4], "year": words[4:]}


def make_date(
    parts: dict[str, str], today: datetime.date, years: Years, direction: Direction
) -> datetime.date:
    day, month = int(parts["day"]), get_month(parts)
    if not 1 <= month <= 12:
        raise NotADay(NO_SUCH_MONTH.format(month=month))
    if not parts.get("year"):
        return find_nearest_day(day, month, today, direction)
    year = get_year(parts["year"], years)
    if not years.first <= year <= years.last:
        raise NotADay(ODD_YEAR.format(year=year, first=years.first, last=years.last))
    return make_existing_day(year, month, day)


def get_month(parts: dict[str, str]) -> int:
    if parts.get("month"):
        return int(parts["month"])
    name = parts["name"].casefold()
    if name in SWEDISH_MONTHS:
        return SWEDISH_MONTHS.index(name) + 1
    return next(number for number, stem in enumerate(STEMS, 1) if name.startswith(stem))


def get_year(written: str, years: Years) -> int:
    digits = written.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    this_century = 2000 + int(digits)
    return this_century if this_century <= years.last else this_century - 100


def find_nearest_day(
    day: int, month: int, today: datetime.date, direction: Direction
) -> datetime.date:
    """Return the nearest such date in the direction; 29.2. is looked for in leap years.

    Of two equally near dates, the coming one is meant.
    """
    found = [each for year in range(today.year - 8, today.year + 9)
             if (each := make_day_or_none(year, month, day))]  # fmt: skip
    if direction == Direction.COMING:
        found = [each for each in found if each >= today]
    elif direction == Direction.PAST:
        found = [each for each in found if each <= today]
    if not found:
        return make_existing_day(today.year, month, day)
    return min(found, key=lambda each: (abs(each - today), each < today))


def make_day_or_none(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def make_existing_day(year: int, month: int, day: int) -> datetime.date:
    if found := make_day_or_none(year, month, day):
        return found
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    days = (first_of_next - datetime.timedelta(1)).day
    in_month = f"{MONTHS[month - 1]}ssa" + (f" {year}" if month == 2 else "")
    raise NotADay(NO_SUCH_DAY.format(day=day, month=month, in_month=in_month, days=days))


def explain_bad_day(words: str, today: datetime.date) -> str:
    """Return why the text is not a day, as specifically as possible."""
    word = words.casefold().rstrip(".")
    if word in RELATIVE:
        day = today + datetime.timedelta(RELATIVE[word])
        weekday, date = WEEKDAYS[day.weekday()], format_day(day)
        return RELATIVE_DAY.format(word=word.capitalize(), weekday=weekday, date=date)
    if MONTH_ALONE.fullmatch(words):
        return ONLY_MONTH
    if RANGE.search(words):
        return SEVERAL
    if TIME_AT_THE_END.search(words) and re.search(r"\d", words):
        return WITH_TIME
    return NO_DAY.format(text=words[:40])
