"""Watch for texts that have waited for weeks. See home/extension_points.py."""

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.extension_points import Watch

from .due import is_past_due
from .titles import name_version
from .waiting import describe_who_decides, list_waiting_versions

LONG = datetime.timedelta(days=14)


def find_watches(today: datetime.date):
    for task_state in list_waiting_versions():
        started = timezone.localdate(task_state.started_at)
        if started > today - LONG:
            continue
        assignments = task_state.assignments.active()
        if all(is_past_due(assignment, today) for assignment in assignments):
            yield make_waiting_watch(task_state, started, today)


def make_waiting_watch(task_state, started: datetime.date, today: datetime.date) -> Watch:
    title = _("Teksti odottaa hyväksyntää: %(title)s") % {
        "title": name_version(task_state.revision)
    }
    waited = _("Teksti lähetettiin hyväksyttäväksi %(weeks)s viikkoa sitten. %(whom)s")
    return Watch(
        about=f"task {task_state.pk} has waited for weeks",
        title=title,
        text=waited
        % {"weeks": (today - started).days // 7, "whom": describe_who_decides(task_state)},
        address=reverse("wagtailadmin_home"),
        link_text=_("Avaa työpöytä"),
        roles=("secretariat", "administration"),
    )
