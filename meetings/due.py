"""Scheduled jobs of the meetings. See home/extension_points.py."""

from datetime import datetime
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from home.approval.due import is_office_time
from home.extension_points import DueItem

from .calling.due import call_items
from .checking.staff import list_old_checks
from .late_minutes import meetings_without_minutes, roles_to_alarm, send_alarm
from .reminders import list_reminders, remind


def due_items(now: datetime):
    """Yield the jobs of calls, meetings without minutes, and people with actions that are due."""
    today = timezone.localdate(now)
    yield from call_items(now)
    if (old := list_old_checks(timezone.localdate(now))).exists():
        yield DueItem("old_checks", _("Pöytäkirjojen tarkastusten poisto"), old.delete)
    if not is_office_time(now):
        return
    for meeting in meetings_without_minutes(today):
        if roles_to_alarm(meeting, today):
            act = partial(send_alarm, meeting.pk, now)
            yield DueItem("minutes", f"Pöytäkirja puuttuu: {meeting.title}", act)
    for person in list_reminders(today):
        act = partial(remind, person.key, now)
        yield DueItem("actions", f"Muistutus avoimista tehtävistä: {person.name}", act)
