"""Parse times of day, and days with a time, as people write them; refuse what is ambiguous."""

import datetime
import re

from django.utils.translation import gettext_lazy as _

from .days import NotADay, Years, parse_day
from .text import clean_line

NO_TIME: str = _("”{text}” ei ole kellonaika. Kirjoita kellonaika näin: 13.00.")
NO_SUCH_TIME: str = _("Kellonaikaa {text} ei ole. Kirjoita kellonaika näin: 13.00.")
SHORT_MINUTES: str = _(
    "Minuutit eivät ole selvät. Kirjoita ne kahdella numerolla, esimerkiksi 13.05."
)
SEVERAL: str = _("Kirjoita tähän yksi kellonaika. Alkamisella ja päättymisellä on omat kenttänsä.")
DAY_MISSING: str = _("Kirjoita myös päivä, esimerkiksi 12.5.2027 klo 9.00.")
TIME_MISSING: str = _("Kirjoita myös kellonaika, esimerkiksi 12.5.2027 klo 9.00.")
UNCLEAR: str = _("Kirjoita vuosi neljällä numerolla ja kellonaika näin: 12.5.2027 klo 9.00.")

LABEL = r"(?:klo|kello|kl)\.?"
TIME = re.compile(
    rf"(?:{LABEL}\s*)?(?:(?P<hour>\d{{1,2}})(?:\s*[.:,]\s*(?P<minute>\d{{2}})(?:[.:]00(?:\.0+)?)?)?"
    r"|(?P<digits>\d{4}))\s*\.?(?:\s*h\.?)?",
    re.IGNORECASE,
)
ONE_DIGIT = re.compile(rf"(?:{LABEL}\s*)?\d{{1,2}}\s*[.:,]\s*\d", re.IGNORECASE)
RANGE = re.compile(r"\d\s*[-–—]|[-–—]\s*\d")
LABELLED = re.compile(rf"(?P<day>.+?)[\s,]*\b(?P<time>{LABEL}\s*\d.*)", re.IGNORECASE)
# 2027-05-12T13:00, 12.5.2027 13.00; an hour without minutes only follows a four-digit year.
PLAIN = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})T(?P<iso>\d{1,2}:\d{2}.*)"
    r"|(?P<other>.+?)[\s,]+(?P<time>\d{1,2}[.:]\d{2}(?:[.:]\d{2})?)"
    r"|(?P<dated>.+\b\d{4}),?\s+(?P<hour>\d{1,2})",
    re.IGNORECASE,
)
SHORT_YEAR_APART = re.compile(r"\s'?\d{2}$")


class NotATime(ValueError):
    """The text is not a time; the message is a Finnish sentence for the writer."""


def parse_time(text: str) -> datetime.time:
    """Return the time that the text means; 24.00 is midnight. Raise NotATime if it is none."""
    words = clean_line(text)
    found = TIME.fullmatch(words)
    if found is None:
        raise NotATime(explain_bad_time(words))
    if found["digits"]:
        hour, minute = int(found["digits"][:2]), int(found["digits"][2:])
    else:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if (hour, minute) == (24, 0):
        return datetime.time(0, 0)
    if hour > 23 or minute > 59:
        raise NotATime(NO_SUCH_TIME.format(text=words[:20]))
    return datetime.time(hour, minute)


def explain_bad_time(words: str) -> str:
    """Return why the text is not a time, as specifically as possible."""
    if ONE_DIGIT.fullmatch(words):
        return SHORT_MINUTES
    if RANGE.search(words):
        return SEVERAL
    return NO_TIME.format(text=words[:40])


def parse_moment(text: str, today: datetime.date, years: Years) -> datetime.datetime:
    """Return the naive datetime that the text means; 24.00 is the end of its day.

    Raise NotADay or NotATime with the reason if it is none. A day without a time is refused: its
    start or its end could be meant.
    """
    words = clean_line(text)
    if TIME.fullmatch(words):
        raise NotADay(DAY_MISSING)
    day_words, time_words = split_moment_text(words, today, years)
    day = parse_day(day_words, today, years)
    moment = datetime.datetime.combine(day, parse_time(time_words))
    is_end_of_day = moment.time() == datetime.time(0) and "24" in time_words
    return moment + datetime.timedelta(is_end_of_day)


def split_moment_text(words: str, today: datetime.date, years: Years) -> tuple[str, str]:
    """Split the text into its day and its time."""
    if found := LABELLED.fullmatch(words):
        return found["day"], found["time"]
    if is_readable_day(words, today, years):
        raise NotATime(UNCLEAR if SHORT_YEAR_APART.search(words) else TIME_MISSING)
    if found := PLAIN.fullmatch(words):
        day = found["day"] or found["other"] or found["dated"]
        return day, found["iso"] or found["time"] or found["hour"]
    parse_day(words, today, years)  # raises an error if the day is at fault
    raise NotATime(TIME_MISSING)


def is_readable_day(words: str, today: datetime.date, years: Years) -> bool:
    try:
        parse_day(words, today, years)
    except NotADay:
        return False
    return True
