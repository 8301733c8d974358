"""What of the meetings the scheduled work does. See home/due/running.py."""

from datetime import datetime
from functools import partial

from django.utils import timezone

from home.approval.due import is_office_time
from home.due.running import DueItem
from home.models import HomePage

from .late_minutes import alarm, to_alarm, without_minutes


def due_items(now: datetime):
    """An alarm for each meeting whose minutes are not public in time."""
    today = timezone.localdate(now)
    for council in HomePage.objects.all() if is_office_time(now) else ():
        for meeting in without_minutes(council, today):
            if to_alarm(council, meeting, today):
                act = partial(alarm, council, meeting.pk, now)
                yield DueItem("minutes", f"Pöytäkirja puuttuu: {meeting.title}", act)
