"""Warnings about what prevents approval, shown before anybody is affected."""

from django.contrib import messages
from django.utils import timezone
from wagtail.models import Revision

from home.approval.approvers import nobody_can, ranks
from home.approval.due import is_silent, waiting
from home.approval.go_live import notice_of
from home.approval.models import Level
from home.scheduling.models import Notice

NO_DEPUTY = (
    "Puheenjohtajalla ei ole varapuheenjohtajaa eikä nimettyä sijaista. Jos hän on poissa tai ei "
    "vastaa, mitään ei voi hyväksyä. Nimetkää sijainen."
)


def warnings_of() -> list[str]:
    """Return why texts cannot be approved now, or could not be if the chair were absent."""
    if reason := nobody_can(Level.CHAIR, None, timezone.localdate()):
        return [reason]
    people = {user.pk for rank in ranks(Level.CHAIR) for user in rank}
    return [NO_DEPUTY] if len(people) < 2 else []


def warn(request, level: Level) -> None:
    """Warn the writer when the form is opened, not after the work is done."""
    if request.method != "GET":
        return
    if reason := nobody_can(level, request.user, timezone.localdate()):
        messages.warning(request, reason)


def overdue() -> list:
    """Return the waiting versions whose assignees have all let their due date pass."""
    day = timezone.localdate()
    return [
        task_state
        for task_state in waiting()
        if all(is_silent(assignment, day) for assignment in task_state.assignments.active())
    ]


def not_published() -> list:
    """Return the versions whose scheduled publication failed and that are still not published."""
    return [
        revision
        for revision in Revision.objects.filter(approved_go_live_at__lte=timezone.now())
        if Notice.objects.given(notice_of(revision.pk))
    ]
