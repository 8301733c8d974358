"""Why a text cannot be edited just now, in words that help."""

from django.utils.html import format_html
from wagtail.locks import BaseLock, WorkflowLock

from .bundle import bundle_of

HOW_TO_EDIT = "Jos haluat muuttaa tekstiä, valitse ensin Keskeytä hyväksyntä."


class WaitingLock(WorkflowLock):
    """The text waits for somebody's approval: what is approved is what was sent."""

    def get_message(self, user):
        if not self.for_user(user):
            return None
        task_state = self.object.current_workflow_task_state
        people = [str(a.person.get_full_name() or a.person) for a in askings(task_state)]
        along = [f"”{member.revision.object_str}”" for member in bundle_of(task_state)]
        parts = [f"Odottaa hyväksyntää: {', '.join(people) or 'hyväksyjää ei vielä ole'}."]
        if along:
            parts.append(f"Samalla hyväksytään: {', '.join(along)}.")
        return format_html("{} {}", " ".join(parts), HOW_TO_EDIT)

    def get_locked_by(self, user, can_lock=False):
        return "Odottaa hyväksyntää"

    def get_description(self, user, can_lock=False):
        return self.get_message(user) or "Voit hyväksyä tekstin tai pyytää korjausta."


class BundleLock(BaseLock):
    """The text waits as a part of a whole."""

    def __init__(self, obj, task_state):
        super().__init__(obj)
        self.task_state = task_state

    def for_user(self, user):
        return True

    def get_message(self, user):
        main = self.task_state.revision.object_str
        return format_html("Odottaa hyväksyntää samalla kuin ”{}”. {}", main, HOW_TO_EDIT)

    def get_locked_by(self, user):
        return "Odottaa hyväksyntää"

    def get_description(self, user):
        return self.get_message(user)


def askings(task_state):
    return task_state.assignments.active().select_related("person")
