"""Numbers and dates as people write and look for them."""

import re

from .types import WordTerms

MONTHS = (
    *("tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu"),
    *("heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"),
)
FINNISH_DATE = re.compile(r"0?(?P<day>\d{1,2})\.0?(?P<month>\d{1,2})\.(?P<year>\d{4})")
ISO_DATE = re.compile(r"(?P<year>\d{4})-0?(?P<month>\d{1,2})-0?(?P<day>\d{1,2})")


def number_terms(word: str) -> WordTerms | None:
    """The terms of a word that begins with a digit; None when it is more than a number."""
    if match := FINNISH_DATE.fullmatch(word) or ISO_DATE.fullmatch(word):
        return date_terms(int(match["day"]), int(match["month"]), int(match["year"]))
    return WordTerms((word,)) if re.fullmatch(r"[\d.,:]+", word) else None


def date_terms(day: int, month: int, year: int) -> WordTerms | None:
    """A day is found as it is written in Finland, by its month's name and by its year."""
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return WordTerms((f"{day}.{month}.{year}",), (str(year), MONTHS[month - 1], f"{day}.{month}"))
