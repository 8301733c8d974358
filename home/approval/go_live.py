"""Publish and unpublish approved versions at their scheduled times."""

from datetime import timedelta
from functools import partial

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision, TaskState

from home.scheduling.models import Notice

from .bundle import bundle_of, or_refused, publish
from .models.bundle import BundleMember
from .refusal import ApprovalRefused
from .signals import about_to_publish, not_published
from .write_lock import lock_writes

PATIENCE = timedelta(hours=1)  # for a file whose text is still being extracted at that time
NOT_APPROVED = "Ajastettua versiota ei ole hyväksytty, joten sitä ei julkaista."


def scheduled_items(now):
    """Yield for each object due: a title, the job, and what to call if it fails (or None).

    Oldest first. Each job is a transaction of its own; a bundle is one job.
    """
    yield from ending(now)
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    for revision in due.order_by("approved_go_live_at", "pk"):
        if not goes_with_another(revision):
            name = f"Ajastettu julkaisu: {revision.object_str}"
            act = partial(publish_in_time, revision.pk, now)
            yield name, act, partial(tell_once, revision.pk)


def ending(now):
    models = [Page, *(m for m in apps.get_models() if is_snippet_with_state(m))]
    for model in models:
        for obj in model.objects.filter(live=True, expire_at__lte=now).order_by("expire_at"):
            yield f"Julkaisun päättyminen: {obj}", partial(end_in_time, model, obj.pk, now), None


def is_snippet_with_state(model) -> bool:
    return issubclass(model, DraftStateMixin) and not issubclass(model, Page)


def approval_of(revision) -> TaskState | None:
    """Return the valid approval that allows the version to be published, or None."""
    states = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    return next((s for s in states if s.task.specific.is_rightly_decided(s)), None)


def goes_with_another(revision) -> bool:
    """Return whether the version belongs to a bundle whose main object is scheduled too."""
    mains = BundleMember.objects.filter(
        revision=revision,
        task_state__status=TaskState.STATUS_APPROVED,
        task_state__revision__approved_go_live_at__isnull=False,
    )
    return mains.exists()


@transaction.atomic
def publish_in_time(revision_pk, now):
    """Publish an approved version with its bundle, unless the schedule has been cancelled."""
    lock_writes()
    due = Revision.objects.filter(pk=revision_pk, approved_go_live_at__lte=now)
    revision = due.first()
    if revision is None:
        return
    decision = approval_of(revision)
    if decision is None:
        raise ApprovalRefused(NOT_APPROVED, "not_yours")
    members = [member.revision for member in bundle_of(decision)]
    with or_refused():
        about_to_publish.send(TaskState, task_state=decision)
        for each in [*(member for member in members if member.approved_go_live_at), revision]:
            publish(each, None, log_action="wagtail.publish.scheduled")


def notice_of(revision_pk) -> str:
    return f"revision {revision_pk} not published in time"


def tell_once(revision_pk, error):
    """Notify those who can correct the text that it could not be published, the first time only."""
    revision = Revision.objects.get(pk=revision_pk)
    if is_reading_on(revision, error):
        return
    decision = approval_of(revision)
    if decision and Notice.objects.once(notice_of(revision_pk)):
        not_published.send(TaskState, task_state=decision, error=error)


def is_reading_on(revision, error) -> bool:
    """Return whether only file text is missing: then the next run will probably publish it."""
    is_fresh = timezone.now() - revision.approved_go_live_at < PATIENCE
    return getattr(error, "code", "") == "being_read" and is_fresh


@transaction.atomic
def end_in_time(model, pk, now):
    """Unpublish an object whose approved publication has ended."""
    lock_writes()
    obj = model.objects.filter(pk=pk, live=True, expire_at__lte=now).first()
    if obj:
        obj = obj.specific if isinstance(obj, Page) else obj
        obj.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
