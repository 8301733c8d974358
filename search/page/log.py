"""Counts of queries and opened hits: by day, never by person."""

import datetime
import re

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from ..models import OpenedHit, SearchCount

LONGEST = 100  # characters
MOST_A_DAY = 5_000  # different queries and opened hits that are counted in one day
SIGNED_FOR = datetime.timedelta(days=1)
signer = TimestampSigner(salt="search.opened")

# Possibly personal: an e-mail address, a telephone number or a personal identity code.
PERSONAL = re.compile(
    r"@|\d{6}[-+A-FU-Y]\d{2,3}[0-9A-Z]?\b|\+?\(?\d(?:[\s()/-]*\d){6,}", re.IGNORECASE
)

# Losing the last counts in a power cut does no harm: the reader need not wait for the disk.
NO_WAIT = "WITH nowait AS (SELECT set_config('synchronous_commit', 'off', true))"
COUNT_SEARCH = f"""
{NO_WAIT}
INSERT INTO search_searchcount AS known (day, query, times, hits)
SELECT %(day)s, %(query)s, 1, %(hits)s FROM nowait
WHERE (SELECT count(*) FROM search_searchcount WHERE day = %(day)s) < %(most)s
ON CONFLICT (day, query)
DO UPDATE SET times = known.times + 1, hits = excluded.hits
"""  # noqa: S608 - made of constants
COUNT_OPENED = f"""
{NO_WAIT}
INSERT INTO search_openedhit AS known (day, query, page_id, times)
SELECT %(day)s, %(query)s, page.id, 1 FROM nowait, wagtailcore_page page
WHERE page.id = %(page)s AND page.live
AND (SELECT count(*) FROM search_openedhit WHERE day = %(day)s) < %(most)s
ON CONFLICT (day, query, page_id) DO UPDATE SET times = known.times + 1
"""  # noqa: S608 - made of constants


def countable(query: str) -> str:
    """Return the query as it is counted; empty when it may contain personal data."""
    query = " ".join(query.lower().split())
    return "" if len(query) > LONGEST or PERSONAL.search(query) else query


def count_search(query: str, hits: int) -> None:
    if query := countable(query):
        with connection.cursor() as cursor:
            values = {"day": timezone.localdate(), "query": query, "hits": hits}
            cursor.execute(COUNT_SEARCH, values | {"most": MOST_A_DAY})


def sign(query: str) -> str:
    """Return the signed query for links to hits, so that only real openings are counted."""
    query = countable(query)
    return signer.sign(query) if query else ""


def count_opened(signed: str, page: str) -> None:
    """Count an opened hit; ignore a missing, forged or expired signature."""
    try:
        query = signer.unsign(signed, max_age=SIGNED_FOR)
    except BadSignature:
        return
    if page.isdecimal() and len(page) < 10:
        values = {"day": timezone.localdate(), "query": query, "page": int(page)}
        with connection.cursor() as cursor:
            cursor.execute(COUNT_OPENED, values | {"most": MOST_A_DAY})


def delete_expired(now: datetime.datetime) -> int:
    """Delete the counts whose retention is over; return how many."""
    return sum(rows.delete()[0] for rows in expired_counts(now))


def has_expired(now: datetime.datetime) -> bool:
    return any(rows.exists() for rows in expired_counts(now))


def expired_counts(now: datetime.datetime) -> tuple:
    """Return the counts older than SEARCH_LOG_DAYS, sooner for queries that were made only rarely.

    A query made only once or twice is most often somebody's name, and does not show what readers
    in general miss.
    """
    today = timezone.localdate(now)
    last = today - datetime.timedelta(days=settings.SEARCH_LOG_DAYS)
    rare = today - datetime.timedelta(days=settings.SEARCH_RARE_DAYS)
    common = (
        SearchCount.objects.values("query")
        .annotate(all_times=Sum("times"))
        .filter(all_times__gte=settings.SEARCH_RARE_TIMES)
        .values("query")
    )
    return (
        SearchCount.objects.filter(day__lt=last),
        OpenedHit.objects.filter(day__lt=last),
        SearchCount.objects.filter(day__lt=rare).exclude(query__in=common),
        OpenedHit.objects.filter(day__lt=rare).exclude(query__in=common),
    )
