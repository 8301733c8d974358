"""Numbers and dates as people write and search for them."""

import re
from collections.abc import Sequence

from .types import Token, WordTerms

MONTHS = (
    *("tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu"),
    *("heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"),
)
FINNISH_DATE = re.compile(r"0?(?P<day>\d{1,2})\.0?(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})")
CENTURY = 2000  # of a year with two digits
ISO_DATE = re.compile(r"(?P<year>\d{4})-0?(?P<month>\d{1,2})-0?(?P<day>\d{1,2})")


def number_terms(word: str) -> WordTerms | None:
    """Return the terms of a word that begins with a digit; None when it is more than a number."""
    if match := FINNISH_DATE.fullmatch(word) or ISO_DATE.fullmatch(word):
        year = int(match["year"]) + (CENTURY if len(match["year"]) == 2 else 0)
        return date_terms(int(match["day"]), int(match["month"]), year)
    return WordTerms((word,)) if re.fullmatch(r"[\d.,:]+", word) else None


def date_terms(day: int, month: int, year: int) -> WordTerms | None:
    """Return the terms of a date: the date as written in Finland, its month's name and its year."""
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return WordTerms((f"{day}.{month}.{year}",), (str(year), MONTHS[month - 1], f"{day}.{month}"))


def section_terms(tokens: Sequence[Token]) -> dict[int, WordTerms]:
    """Map positions of numbers to the terms they get from a section sign or a month beside them."""
    found = {}
    for place, token in enumerate(tokens):
        if token.text.startswith("§") and (number := number_beside(tokens, place)) is not None:
            found[number] = WordTerms((f"§{tokens[number].text}",))
        elif token.text.lower().startswith(MONTHS) and (date := written_date(tokens, place)):
            found[place - 1] = date
    return found


def number_beside(tokens: Sequence[Token], place: int) -> int | None:
    """Return the position of the number before a section sign (12 §) or after it (§ 12)."""
    for beside in (place - 1, place + 1):
        if 0 <= beside < len(tokens) and tokens[beside].text.isdecimal():
            return beside
    return None


def written_date(tokens: Sequence[Token], place: int) -> WordTerms | None:
    """Return the terms of a date written with its month's name: 13. maaliskuuta 2024."""
    if not 0 < place < len(tokens) - 1:
        return None
    day, month, year = (t.text for t in tokens[place - 1 : place + 2])
    if not (day.isdecimal() and len(day) <= 2 and re.fullmatch(r"\d{4}", year)):
        return None
    number = next(n for n, name in enumerate(MONTHS, 1) if month.lower().startswith(name))
    return date_terms(int(day), number, int(year))
