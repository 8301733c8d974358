"""What stands in the way of approving, told before anybody runs into it."""

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
    """Why texts do not get on now, or would not if the chair were away."""
    if reason := nobody_can(Level.CHAIR, None, timezone.localdate()):
        return [reason]
    people = {user.pk for rank in ranks(Level.CHAIR) for user in rank}
    return [NO_DEPUTY] if len(people) < 2 else []


def warn(request, level: Level) -> None:
    """Tells the writer at the opening of the form, not after the work is done."""
    if request.method != "GET":
        return
    if reason := nobody_can(level, request.user, timezone.localdate()):
        messages.warning(request, reason)


def overdue() -> list:
    """The versions of which nobody has said anything by the last day of answering."""
    day = timezone.localdate()
    return [
        task_state
        for task_state in waiting()
        if all(is_silent(assignment, day) for assignment in task_state.assignments.active())
    ]


def not_published() -> list:
    """The versions that could not be published in time, and have not been since."""
    return [
        revision
        for revision in Revision.objects.filter(approved_go_live_at__lte=timezone.now())
        if Notice.objects.given(notice_of(revision.pk))
    ]
