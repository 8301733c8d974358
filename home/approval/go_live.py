"""Publish and unpublish approved versions at their scheduled times."""

from datetime import timedelta
from functools import partial

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision, TaskState

from home.scheduling.models import Notice

from .bundle import get_bundle, publish_version, refuse_on_database_error
from .models.bundle import BundleMember
from .publication import remember_publication
from .refusal import ApprovalRefused
from .signals import about_to_publish, not_published
from .write_lock import lock_writes

PATIENCE = timedelta(hours=1)  # for a file whose text is still being extracted at that time
NOT_APPROVED = "Ajastettua versiota ei ole hyväksytty, joten sitä ei julkaista."


def list_scheduled_jobs(now):
    """Yield for each object due: a title, the job, and what to call if it fails (or None).

    Oldest first. Each job is a transaction of its own; a bundle is one job.
    """
    yield from find_expiring_objects(now)
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    for revision in due.order_by("approved_go_live_at", "pk"):
        if not belongs_to_scheduled_bundle(revision):
            name = f"Ajastettu julkaisu: {revision.object_str}"
            act = partial(publish_scheduled_version, revision.pk, now)
            yield name, act, partial(notify_failure_once, revision.pk)


def find_expiring_objects(now):
    models = [Page, *(m for m in apps.get_models() if is_draft_snippet(m))]
    for model in models:
        for obj in model.objects.filter(live=True, expire_at__lte=now).order_by("expire_at"):
            yield (
                f"Julkaisun päättyminen: {obj}",
                partial(unpublish_expired, model, obj.pk, now),
                None,
            )


def is_draft_snippet(model) -> bool:
    return issubclass(model, DraftStateMixin) and not issubclass(model, Page)


def find_valid_approval(revision) -> TaskState | None:
    """Return the valid approval that allows the version to be published, or None."""
    states = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    return next((s for s in states if s.task.specific.is_rightly_decided(s)), None)


def belongs_to_scheduled_bundle(revision) -> bool:
    """Return whether the version belongs to a bundle whose main object is scheduled too."""
    mains = BundleMember.objects.filter(
        revision=revision,
        task_state__status=TaskState.STATUS_APPROVED,
        task_state__revision__approved_go_live_at__isnull=False,
    )
    return mains.exists()


@transaction.atomic
def publish_scheduled_version(revision_pk, now):
    """Publish an approved version with its bundle, unless the schedule has been cancelled."""
    lock_writes()
    due = Revision.objects.filter(pk=revision_pk, approved_go_live_at__lte=now)
    revision = due.first()
    if revision is None:
        return
    decision = find_valid_approval(revision)
    if decision is None:
        raise ApprovalRefused(NOT_APPROVED, "not_yours")
    members = [member.revision for member in get_bundle(decision)]
    with refuse_on_database_error():
        about_to_publish.send(TaskState, task_state=decision)
        for each in [*(member for member in members if member.approved_go_live_at), revision]:
            remember_publication(decision, each)
            publish_version(each, None, log_action="wagtail.publish.scheduled")


def name_failure_notice(revision_pk) -> str:
    return f"revision {revision_pk} not published in time"


def notify_failure_once(revision_pk, error):
    """Notify those who can correct the text that it could not be published, the first time only."""
    revision = Revision.objects.get(pk=revision_pk)
    if is_file_text_pending(revision, error):
        return
    decision = find_valid_approval(revision)
    if decision and Notice.objects.once(name_failure_notice(revision_pk)):
        not_published.send(TaskState, task_state=decision, error=error)


def is_file_text_pending(revision, error) -> bool:
    """Return whether only file text is missing: then the next run will probably publish it."""
    is_fresh = timezone.now() - revision.approved_go_live_at < PATIENCE
    return getattr(error, "code", "") == "being_read" and is_fresh


@transaction.atomic
def unpublish_expired(model, pk, now):
    """Unpublish an object whose approved publication has ended."""
    lock_writes()
    obj = model.objects.filter(pk=pk, live=True, expire_at__lte=now).first()
    if obj:
        obj = obj.specific if isinstance(obj, Page) else obj
        obj.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
