"""Where the user left off, and what has changed since."""

import datetime
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ModelLogEntry, Page, PageLogEntry

LONG_AWAY = datetime.timedelta(days=14)
LOGS = (PageLogEntry, ModelLogEntry)
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled", "wagtail.unpublish")
MOST = 5
MOST_ENTRIES = 500


@dataclass(frozen=True)
class Visit:
    """The last day on which the user did something, None before the first."""

    last: datetime.datetime | None
    is_long_ago: bool


def find_last_visit(user) -> Visit:
    """Return the user's last visit before today, by what they did."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    times = [
        log.objects.filter(user=user, timestamp__lt=midnight).aggregate(last=Max("timestamp"))
        for log in LOGS
    ]
    last = max((each["last"] for each in times if each["last"]), default=None)
    return Visit(last, last is not None and timezone.now() - last > LONG_AWAY)


def has_done_something(user) -> bool:
    return any(log.objects.filter(user=user).exists() for log in LOGS)


@dataclass(frozen=True)
class Change:
    """What readers see anew or no longer: its present name, when it changed, and its editor."""

    title: str
    at: datetime.datetime
    address: str
    is_gone: bool


@dataclass(frozen=True)
class Changes:
    """The latest changes and how many there are in all."""

    latest: list[Change]
    number: int


def list_changes(user, since: datetime.datetime) -> Changes:
    """Return what others have published or withdrawn since, each object once, newest first.

    Names are those of today: a log may hold the name of a person that was removed since.
    """
    newest: dict = {}
    for log in LOGS:
        entries = log.objects.filter(action__in=PUBLISHED, timestamp__gt=since)
        entries = entries.exclude(user=user).order_by("-timestamp")[:MOST_ENTRIES]
        for entry, instance in entries.with_instances():
            if instance is not None:
                newest.setdefault((log, entry.content_type_id, entry.object_id), (entry, instance))
    found = sorted(newest.values(), key=lambda pair: pair[0].timestamp, reverse=True)
    finder = AdminURLFinder(user)
    return Changes([make_change(*pair, finder) for pair in found[:MOST]], len(found))


def make_change(entry, instance, finder) -> Change:
    is_gone = entry.action == "wagtail.unpublish"
    address = finder.get_edit_url(instance) or ""
    return Change(str(instance), entry.timestamp, address, is_gone)


def list_recent_edits(user) -> list[Page]:
    """Return the published pages that the user edited last; drafts are in the other lists."""
    edits = (
        PageLogEntry.objects.filter(user=user, action="wagtail.edit")
        .filter(page__live=True, page__has_unpublished_changes=False)
        .values("page_id")
        .annotate(last=Max("timestamp"))
        .order_by("-last")[:MOST]
    )
    keys = [edit["page_id"] for edit in edits]
    pages = Page.objects.in_bulk(keys)
    return [pages[key] for key in keys if key in pages]
