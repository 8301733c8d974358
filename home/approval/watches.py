"""Watch for texts that have waited for weeks. See home/extension_points.py."""

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from home.extension_points import Watch

from .due import is_past_due
from .overview import Overview
from .titles import name_version

LONG = datetime.timedelta(days=14)


def find_watches(today: datetime.date):
    overview = Overview(today)
    for task_state in overview.list_versions(Q(started_at__date__lte=today - LONG)):
        if all(is_past_due(assignment, today) for assignment in task_state.open_assignments):
            yield make_waiting_watch(task_state, overview)


def make_waiting_watch(task_state, overview: Overview) -> Watch:
    started = timezone.localdate(task_state.started_at)
    title = _("Teksti odottaa hyväksyntää: %(title)s") % {
        "title": name_version(task_state.revision)
    }
    waited = _("Teksti lähetettiin hyväksyttäväksi %(weeks)s viikkoa sitten. %(whom)s")
    weeks = (overview.day - started).days // 7
    return Watch(
        about=f"task {task_state.pk} has waited for weeks",
        title=title,
        text=waited % {"weeks": weeks, "whom": overview.describe(task_state)},
        address=reverse("wagtailadmin_home"),
        link_text=_("Avaa työpöytä"),
        roles=("secretariat", "administration"),
        on_dashboard=False,
    )
