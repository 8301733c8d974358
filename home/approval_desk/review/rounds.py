"""The round before: what was asked to be corrected, and what has changed since then."""

from dataclasses import dataclass
from functools import cached_property

from django.template.defaultfilters import date as formatted
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState

from home.approval.bundle import get_bundle


@dataclass(frozen=True)
class CorrectionRound:
    """An earlier version of the text that was returned for correction."""

    task_state: TaskState
    person: object

    @property
    def is_own(self) -> bool:
        """Return whether the person who reads now asked for the correction."""
        return self.task_state.finished_by_id == self.person.pk

    @property
    def comment(self) -> str:
        return self.task_state.comment

    @property
    def sentence(self) -> str:
        """Return who asked for the correction, and when."""
        day = formatted(template_localtime(self.task_state.finished_at), "j.n.Y")
        if self.is_own:
            return _("Pyysit korjausta %(day)s") % {"day": day}
        who = self.task_state.finished_by
        name = who.display_name if who else _("Joku, jonka tili on poistettu")
        return _("%(name)s pyysi korjausta %(day)s") % {"name": name, "day": day}

    @cached_property
    def revisions(self) -> dict[tuple, Revision]:
        """Return the versions of that round by object: the text and the members of its bundle."""
        members = [member.revision for member in get_bundle(self.task_state)]
        return {
            make_revision_key(revision): revision
            for revision in [self.task_state.revision, *members]
        }

    def get_version(self, obj):
        """Return the object as the person read it then, or None if they did not read it."""
        key = (obj.get_base_content_type().pk, str(obj.pk))
        revision = self.revisions.get(key) if self.is_own else None
        return revision.as_object() if revision else None


def make_revision_key(revision) -> tuple:
    return revision.base_content_type_id, revision.object_id


def find_round_before(task_state, person) -> CorrectionRound | None:
    """Return the last decision on the text before this version, if it asked for a correction."""
    decided = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    earlier = TaskState.objects.filter(
        revision__base_content_type=task_state.revision.base_content_type_id,
        revision__object_id=task_state.revision.object_id,
        status__in=decided,
        pk__lt=task_state.pk,
    ).select_related("revision", "finished_by")
    last = earlier.order_by("finished_at").last()
    return (
        CorrectionRound(last, person) if last and last.status == TaskState.STATUS_REJECTED else None
    )
