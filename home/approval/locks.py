"""Editor locks that explain why a text cannot be edited and what to do."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.locks import BaseLock, WorkflowLock

from .bundle import get_bundle
from .titles import name_version
from .waiting import describe_who_decides

HOW_TO_EDIT = gettext_lazy("Jos haluat muuttaa tekstiä, valitse ensin Peru lähetys.")
ONLY_SENDER = gettext_lazy(
    "Tekstiä voi muuttaa, kun se on hyväksytty tai lähettäjä peruu lähetyksen."
)


def explain_how_to_edit(state, user) -> str:
    """Return what the user can do to edit the text again."""
    return str(HOW_TO_EDIT if state.user_can_cancel(user) else ONLY_SENDER)


class WaitingLock(WorkflowLock):
    """The lock of a text that waits for approval: what was submitted is what is approved."""

    def get_message(self, user):
        if not self.for_user(user):
            return None
        task_state = self.object.current_workflow_task_state
        parts = [describe_who_decides(task_state)]
        if titles := [name_version(member.revision) for member in get_bundle(task_state)]:
            parts.append(_("Samalla hyväksytään: %(titles)s.") % {"titles": ", ".join(titles)})
        parts.append(explain_how_to_edit(task_state.workflow_state, user))
        return format_html("{}", " ".join(parts))

    def get_locked_by(self, user, can_lock=False):
        return _("Odottaa hyväksyntää")

    def get_description(self, user, can_lock=False):
        return self.get_message(user) or _("Voit hyväksyä tekstin tai pyytää korjausta.")


class BundleLock(BaseLock):
    """The lock of a text that waits as a member of another text's bundle."""

    def __init__(self, obj, task_state):
        super().__init__(obj)
        self.task_state = task_state

    def for_user(self, user):
        return True

    def get_message(self, user):
        main = name_version(self.task_state.revision)
        sentence = _("Odottaa hyväksyntää samalla kuin %(title)s.") % {"title": main}
        how = explain_how_to_edit(self.task_state.workflow_state, user)
        return format_html("{} {} {}", sentence, describe_who_decides(self.task_state), how)

    def get_locked_by(self, user):
        return _("Odottaa hyväksyntää")

    def get_description(self, user):
        return self.get_message(user)
