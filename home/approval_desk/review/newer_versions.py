"""Let an old link open the version of the same text that now waits for the same person."""

from dataclasses import dataclass

from wagtail.models import TaskState

from home.approval.approvers import get_refusal_code, needs_reason
from home.approval.waiting import list_waiting_versions

from ..models import ApprovalLink
from .refusals import LinkRefusal, get_link_refusal

# With these codes the text may have been cancelled and submitted again.
LEADS_ON = {"changed", "ended"}


@dataclass(frozen=True)
class OpenedLink:
    """What a link opens: a version, perhaps newer than the one it was mailed for, or a refusal."""

    task_state: TaskState | None
    refusal: LinkRefusal | None = None
    is_newer: bool = False


def open_link(link: ApprovalLink) -> OpenedLink:
    """Return the version that the link's holder may decide on, or why there is none."""
    refusal = get_link_refusal(link)
    if refusal is None:
        return OpenedLink(link.task_state)
    leads_on = refusal.code in LEADS_ON and not link.is_over
    newer = find_newer_version(link) if leads_on else None
    return OpenedLink(newer, None, True) if newer else OpenedLink(None, refusal)


def find_newer_version(link: ApprovalLink) -> TaskState | None:
    """Return the version of the text that was submitted again to the same person, or None."""
    same_text = {
        "revision__base_content_type": link.revision.base_content_type_id,
        "revision__object_id": link.revision.object_id,
    }
    cancelled = link.task_state.workflow_state_id
    for task_state in list_waiting_versions().filter(**same_text).exclude(workflow_state=cancelled):
        if is_assigned(link.person, task_state):
            return task_state
    return None


def is_assigned(person, task_state) -> bool:
    """Return whether the person has an assignment and may decide without superuser power."""
    has_assignment = task_state.assignments.active().filter(person=person.pk).exists()
    able = person.is_active and not get_refusal_code(person, task_state)
    return has_assignment and able and not needs_reason(person, task_state)
