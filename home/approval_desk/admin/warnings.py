"""Warnings about what prevents approval, shown before anybody is affected."""

from django.contrib import messages
from django.utils import timezone
from wagtail.models import Revision

from home.approval.approvers import explain_no_approver, rank_approvers
from home.approval.go_live import name_failure_notice
from home.approval.models import Level
from home.scheduling.models import Notice

NO_DEPUTY = (
    "Puheenjohtajalla ei ole varapuheenjohtajaa eikä nimettyä sijaista. Jos hän on poissa tai ei "
    "vastaa, mitään ei voi hyväksyä. Nimetkää sijainen."
)


def list_warnings() -> list[str]:
    """Return why texts cannot be approved now, or could not be if the chair were absent."""
    if reason := explain_no_approver(Level.CHAIR, None, timezone.localdate()):
        return [reason]
    people = {user.pk for rank in rank_approvers(Level.CHAIR) for user in rank}
    return [NO_DEPUTY] if len(people) < 2 else []


def warn_writer(request, level: Level) -> None:
    """Warn the writer when the form is opened, not after the work is done."""
    if request.method != "GET":
        return
    if reason := explain_no_approver(level, request.user, timezone.localdate()):
        messages.warning(request, reason)


def list_unpublished_versions() -> list:
    """Return the versions whose scheduled publication failed and that are still not published."""
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now()).select_related("user")
    notices = {name_failure_notice(revision.pk): revision for revision in due}
    noticed = Notice.objects.filter(about__in=notices).values_list("about", flat=True)
    return [notices[about] for about in noticed]
