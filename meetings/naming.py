"""The title and slug that a meeting gets from its date, unique among its siblings."""

import datetime
import re
from itertools import count

from django.utils.formats import date_format
from wagtail.models import Page

DERIVED_SLUG = re.compile(r"\d{4}-\d\d-\d\d(-\d+)?")


def is_derived_slug(slug: str | None) -> bool:
    """Return whether the slug is empty or made from a date, and so must follow the date."""
    return not slug or DERIVED_SLUG.fullmatch(slug) is not None


def free_slug(index, day: datetime.date, own: int | None = None, now: str | None = None) -> str:
    """Return the date as slug, with a number if another meeting of the index has it.

    `own`: the primary key of the meeting itself. `now`: its current slug, kept if it fits the date.
    """
    day = day.isoformat()
    siblings = index.get_children().exclude(pk=own)
    taken = set(siblings.filter(slug__startswith=day).values_list("slug", flat=True))
    if now and now.startswith(day) and now not in taken:
        return now
    candidates = (f"{day}-{number}" if number > 1 else day for number in count(1))
    return next(slug for slug in candidates if slug not in taken)


def free_title(index, occasion, own: int | None = None) -> str:
    """Return the title of the day, with the hour or a number if another meeting has it."""
    base = occasion.title_of_day
    siblings = Page.objects.child_of(index).exclude(pk=own).filter(title__istartswith=base)
    drafts = Page.objects.child_of(index).exclude(pk=own).filter(draft_title__istartswith=base)
    taken = {title.lower() for title in siblings.values_list("title", flat=True)}
    taken |= {title.lower() for title in drafts.values_list("draft_title", flat=True)}
    hour = f" klo {date_format(occasion.starts_at, 'G.i')}" if occasion.starts_at else ""
    candidates = (base, *([base + hour] if hour else []))
    numbered = (f"{base} ({number})" for number in count(2))
    free = (title for title in candidates if title.lower() not in taken)
    return next(free, None) or next(title for title in numbered if title.lower() not in taken)
