"""Take an approval back at once, for the person who is said to have given it and did not.

Before a version is published, what readers see is remembered. Taking the approval back restores
that, or withdraws what was new; the drafts stay as they are.
"""

from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext
from wagtail.models import Revision, TaskState

from .bundle import get_bundle, publish_version, refuse_on_database_error
from .publication import get_stored
from .refusal import ApprovalRefused
from .signals import taken_back
from .titles import name_version
from .write_lock import lock_writes


class Fate(models.TextChoices):
    """What became of a version whose approval was taken back."""

    RESTORED = "restored", _("lukijat näkevät taas aiemman version")
    WITHDRAWN = "withdrawn", _("lukijat eivät enää näe sitä")
    UNSCHEDULED = "unscheduled", _("ajastettu julkaisu on peruttu")
    NOT_PUBLIC = "not_public", _("se ei ollut enää julkinen")
    NEWER = "newer", _("siitä on jo julkaistu uudempi versio, joten se jäi ennalleen")
    NAMED = "named", _("toinen julkinen teksti nimeää sen, joten se jäi julkiseksi")
    FAILED = "failed", _("sitä ei voitu palauttaa itsestään, joten se jäi julkiseksi")


@dataclass(frozen=True)
class Taken:
    """What became of one version."""

    revision: Revision
    fate: Fate
    was_waiting: bool = False  # a newer version waited, and its approval was cancelled

    @property
    def title(self) -> str:
        return name_version(self.revision)


@transaction.atomic
def take_back(task_state, person) -> list[Taken]:
    """Undo what the approval made public, and send `taken_back`."""
    lock_writes()
    versions = [task_state.revision, *(member.revision for member in get_bundle(task_state))]
    with LogContext(user=person):
        done = [take_back_version(task_state, revision, person) for revision in versions]
    taken_back.send(TaskState, task_state=task_state, actor=person, versions=done)
    return done


def take_back_version(task_state, revision, person) -> Taken:
    obj = get_stored(revision)
    if obj is None:
        return Taken(revision, Fate.NOT_PUBLIC)
    revision.refresh_from_db()
    if revision.approved_go_live_at:
        revision.approved_go_live_at = None
        revision.save(user=person, update_fields=["approved_go_live_at"])
        return Taken(revision, Fate.UNSCHEDULED)
    if not obj.live:
        return Taken(revision, Fate.NOT_PUBLIC)
    if obj.live_revision_id != revision.pk:
        return Taken(revision, Fate.NEWER)
    was_waiting = obj.workflow_in_progress
    return Taken(revision, undo_publication(task_state, revision, obj, person), was_waiting)


def undo_publication(task_state, revision, obj, person) -> Fate:
    """Restore the version that was public before, or withdraw what was not public."""
    publication = task_state.publications.filter(revision=revision).first()
    before = publication and publication.before
    if before is None:
        if is_named(obj):
            return Fate.NAMED
        obj.unpublish()  # the log context names the person; no permission of theirs is asked
        return Fate.WITHDRAWN
    try:
        with refuse_on_database_error():
            publish_version(before, person)
    except ApprovalRefused:
        return Fate.FAILED
    return Fate.RESTORED


def is_named(obj) -> bool:
    """Return whether something else that is public names the object, such as a term a person."""
    return hasattr(obj, "is_named_in_public") and obj.is_named_in_public()
