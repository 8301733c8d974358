"""Bundles: what is approved and published together, all or nothing."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, TaskState, WorkflowState

from home.extension_points import BringsDrafts

from .models.bundle import BundleMember, Companion
from .publication import remember_publication
from .refusal import ApprovalRefused, make_refusal
from .signals import about_to_publish
from .titles import name_version


def get_bundle(task_state) -> list[BundleMember]:
    """Return the members of the bundle, with `obj` and `revision`, without the main object."""
    return list(task_state.bundle_members.select_related("revision"))


def get_bundles_waiting_with(obj):
    """Return the task states in progress of other objects in whose bundle the object is."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        bundle_members__content_type=obj.get_base_content_type(),
        bundle_members__object_id=str(obj.pk),
    )


def is_waiting_for_approval(obj) -> bool:
    """Return whether the object waits for approval, by itself or in another object's bundle."""
    return obj.workflow_in_progress or get_bundles_waiting_with(obj).exists()


def create_bundle(task_state, user) -> list[BundleMember]:
    """Create the bundle of the version, with each member in its current version."""
    obj = task_state.revision.as_object()
    if main := get_bundles_waiting_with(obj).first():
        raise ApprovalRefused(
            f"Tämä odottaa jo hyväksyntää samalla kuin ”{name_version(main.revision)}”.", "bundled"
        )
    return [create_bundle_member(task_state, draft, user) for draft in get_drafts_to_bundle(obj)]


def get_drafts_to_bundle(obj) -> list:
    """Return the drafts that the writer has ticked, and those that the object itself adds."""
    ticked = Companion.objects.filter(page=obj.pk) if isinstance(obj, Page) else []
    drafts = [companion.draft.specific for companion in ticked]
    brings = obj.get_accompanying_drafts() if isinstance(obj, BringsDrafts) else []
    return [draft for draft in [*drafts, *brings] if is_draft(draft)]


def is_draft(obj) -> bool:
    return not obj.live or obj.has_unpublished_changes


def create_bundle_member(task_state, draft, user) -> BundleMember:
    refuse_unready(draft)
    revision = draft.latest_revision or draft.save_revision(user=user)
    return BundleMember.objects.create(
        task_state=task_state,
        content_type=draft.get_base_content_type(),
        object_id=str(draft.pk),
        revision=revision,
    )


def refuse_unready(draft):
    """Refuse a draft that cannot be published: it would make the whole bundle fail at the end."""
    name = f"”{name_version(draft.latest_revision) if draft.latest_revision else draft}”"
    if is_waiting_for_approval(draft):
        raise ApprovalRefused(f"{name} odottaa jo hyväksyntää erikseen.", "bundled")
    version = draft.get_latest_revision_as_object()
    if version.go_live_at and version.go_live_at > timezone.now():
        raise ApprovalRefused(f"{name} on ajastettu. Poista ajastus ensin.", "unready")
    try:
        version.full_clean()
    except ValidationError as error:
        raise ApprovalRefused(f"{name} on kesken: {' '.join(error.messages)}", "unready") from error


@contextmanager
def refuse_on_database_error():
    """Roll back on a database error and raise it as `ApprovalRefused`.

    Deferred constraints are checked here too, not only at the commit.
    """
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
    except ProtectedError as error:
        raise make_refusal("protected") from error
    except IntegrityError as error:
        raise make_refusal("clash") from error


def publish_bundle(task_state, user):
    """Publish the approved version and its bundle; the caller holds the transaction."""
    about_to_publish.send(TaskState, task_state=task_state)
    main = task_state.revision
    members = [member.revision for member in get_bundle(task_state)]
    later = get_future_go_live(main.as_object())
    for revision in members:
        if later:
            schedule_member(revision, later)
        else:
            remember_publication(task_state, revision)
            publish_version(revision, user)
    if not later:
        remember_publication(task_state, main)
    publish_version(main, user)
    if issubclass(main.content_type.model_class(), Page):
        Companion.objects.filter(page=main.object_id).delete()


def get_future_go_live(version):
    """Return the future time at which the version is to be published, or None for at once."""
    time = version.go_live_at
    return time if time and time > timezone.now() else None


def schedule_member(revision, time):
    """Schedule a member's version for the same time as the main version of its bundle."""
    revision.base_content_object.revisions.update(approved_go_live_at=None)
    revision.approved_go_live_at = time
    revision.save(update_fields=["approved_go_live_at"])


def publish_version(revision, user, **options):
    """Publish a version and, in the same transaction, index what makes its files public."""
    revision.publish(user=user, skip_permission_checks=True, **options)
    model = revision.content_type.model_class()
    ReferenceIndex.create_or_update_for_object(model._default_manager.get(pk=revision.object_id))
