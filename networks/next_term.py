"""The term after the newest public one: the days and the name that are proposed for it."""

import calendar
import datetime

from .models import Term

ONE_DAY = datetime.timedelta(days=1)


def find_newest_term(body_id) -> Term | None:
    """Return the newest published term, which the next one follows."""
    return Term.objects.filter(body=body_id, live=True).newest_first().first()


def find_drafted_term(newest: Term) -> Term | None:
    """Return the draft of the next term, if somebody has begun one."""
    later = Term.objects.filter(body=newest.body_id, live=False, starts__gt=newest.starts)
    return later.order_by("starts").first()


def propose_days(newest: Term, today: datetime.date):
    """Return the first and the last day: the day after the newest term, for the same length.

    If the newest term has no end, the next one begins with the next year and has none either.
    """
    if newest.ends is None:
        return datetime.date(max(today, newest.starts).year + 1, 1, 1), None
    first = newest.ends + ONE_DAY
    return first, add_months(first, count_months(newest)) - ONE_DAY


def count_months(term: Term) -> int:
    """Return the length of a term that has an end.

    Unless it lasted from the first day of a month to the last of another, in whole years.
    """
    after = term.ends + ONE_DAY
    months = (after.year - term.starts.year) * 12 + after.month - term.starts.month
    is_whole = term.starts.day == after.day == 1
    return months if is_whole else 12 * max(1, round(months / 12))


def add_months(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def propose_name(first: datetime.date, last: datetime.date | None) -> str:
    """Return the years of the term, as 2027 or 2027–2028."""
    if last is None or last.year == first.year:
        return str(first.year)
    return f"{first.year}–{last.year}"
