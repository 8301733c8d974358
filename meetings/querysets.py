"""Meetings by time."""

import datetime

from django.db.models import Q
from django.utils import timezone

from home.models import BasePageQuerySet

from .hours import OVERNIGHT
from .occasion import MeetingState

NEWEST_FIRST = ("-date", "-starts_at", "-path")
SOONEST_FIRST = ("date", "starts_at", "path")


class MeetingQuerySet(BasePageQuerySet):
    """Meetings split by time: every meeting is in either `upcoming()` or `past()`."""

    def upcoming(self, now: datetime.datetime | None = None):
        """Return the meetings that are not over.

        One without an end time lasts until midnight, and so does the news that one was cancelled.
        """
        return self.filter(self._not_over(now))

    def past(self, now: datetime.datetime | None = None):
        return self.exclude(self._not_over(now))

    def held(self):
        return self.filter(state=MeetingState.HELD)

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def soonest_first(self):
        return self.order_by(*SOONEST_FIRST)

    @staticmethod
    def _not_over(now):
        now = timezone.localtime(now)
        today, yesterday = now.date(), now.date() - datetime.timedelta(days=1)
        later_today = Q(ends_at__isnull=True) | Q(ends_at__gt=now.time()) | OVERNIGHT
        later_today |= Q(state=MeetingState.CANCELLED)
        past_midnight = Q(date=yesterday, ends_at__gt=now.time()) & OVERNIGHT
        return Q(date__gt=today) | (Q(date=today) & later_today) | past_midnight
