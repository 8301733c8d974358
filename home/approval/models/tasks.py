"""The workflow tasks between a draft and the public, one for each level of approval."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState

from .. import service, signals
from ..approvers import get_writers, may_decide, needs_reason
from ..bundle import publish_bundle
from ..forms import ApproveForm, ApproveWithReasonForm, RequestCorrectionForm
from ..locks import WaitingLock
from ..policy import get_level
from ..refusal import ApprovalRefused
from ..write_lock import lock_writes
from .assignment import Assignment
from .level import Level
from .settings import CouncilWorkflow

OVERRIDE = "approve_as_superuser"
FORMS = {"approve": ApproveForm, "reject": RequestCorrectionForm, OVERRIDE: ApproveWithReasonForm}
ORDINARY = [
    ("reject", "Pyydä korjausta", True),
    ("approve", "Hyväksy", False),
    ("approve", "Hyväksy ja kommentoi", True),
]
SUPERUSERS = [
    ("reject", "Pyydä korjausta", True),
    (OVERRIDE, "Hyväksy pääkäyttäjänä", True),
]


class ApprovalTask:
    """What all levels share: the version is fixed, and only the step publishes it."""

    def start(self, workflow_state, user=None):
        lock_writes()
        task_state = super().start(workflow_state, user=user)
        task_state.workflow_state = workflow_state
        workflow_state.current_task_state = task_state
        self.refuse_wrong_way(task_state)
        if user and was_returned(workflow_state, task_state):
            workflow_state.requested_by = user  # resubmitting makes the user its submitter
        workflow_state.save()
        service.begin_approval(task_state, user or workflow_state.requested_by)
        return task_state

    def refuse_wrong_way(self, task_state):
        """Refuse if the council's settings, or the writer's changes, now require another level."""
        obj = task_state.revision.as_object()
        right = CouncilWorkflow.objects.filter(level=get_level(obj, task_state.revision))
        if not right.filter(workflow=task_state.workflow_state.workflow_id).exists():
            raise ApprovalRefused(
                "Hyväksymistapa on muuttunut. Peru lähetys ja lähetä teksti uudelleen.",
                "changed",
            )

    def publish(self, task_state, user):
        """Publish the version, if the decision on it is valid."""
        if not self.is_rightly_decided(task_state):
            raise PermissionDenied
        publish_bundle(task_state, user)


class Approval(ApprovalTask, AbstractGroupApprovalTask):
    """A step in which somebody else reads and approves."""

    lock_class = WaitingLock

    class Meta:
        abstract = True

    def is_rightly_decided(self, task_state) -> bool:
        """Return whether an assignee approved it, or a superuser with a reason."""
        assignments = task_state.assignments.filter(person=task_state.finished_by_id)
        if task_state.finished_by_id in get_writers(task_state):
            assignments = assignments.filter(why=Assignment.Why.SUPERUSER)
        return task_state.status == TaskState.STATUS_APPROVED and assignments.exists()

    def user_can_access_editor(self, obj, user):
        return may_decide_on_object(obj, user)

    def locked_for_user(self, obj, user):
        return not may_decide_on_object(obj, user)

    def user_can_lock(self, obj, user):
        return False

    def get_actions(self, obj, user):
        task_state = obj.current_workflow_task_state
        if task_state is None or not may_decide(user, task_state):
            return []
        return SUPERUSERS if needs_reason(user, task_state) else ORDINARY

    def get_form_for_action(self, action):
        return FORMS.get(action, ApproveForm)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, comment="", reason="", **kwargs):
        if action_name == "reject":
            service.request_correction(task_state, user, channel="login", comment=comment)
        elif action_name in {"approve", OVERRIDE}:
            service.approve(task_state, user, channel="login", comment=comment, reason=reason)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return waiting
        assignments = Assignment.objects.active().filter(person=user.pk)
        mine = waiting.filter(pk__in=assignments.values("task_state"))
        return waiting.filter(pk__in=[t.pk for t in mine if may_decide(user, t)])


class ChairApproval(Approval):
    """The chair reads and approves; nobody approves what they submitted themselves."""

    level = Level.CHAIR

    class Meta:
        verbose_name = "puheenjohtajan hyväksyntä"
        verbose_name_plural = "puheenjohtajan hyväksynnät"

    @classmethod
    def get_description(cls):
        return "Puheenjohtaja tai hänen sijaisensa lukee ja hyväksyy. Omaa tekstiä ei hyväksytä."


class SecondPairApproval(Approval):
    """Any other member of staff reads and approves."""

    level = Level.SECOND_PAIR

    class Meta:
        verbose_name = "toisen silmäparin tarkistus"
        verbose_name_plural = "toisen silmäparin tarkistukset"

    @classmethod
    def get_description(cls):
        return "Kuka tahansa toinen työntekijä lukee ja hyväksyy. Omaa tekstiä ei hyväksytä."


class LoggedOnly(ApprovalTask, Task):
    """No approval: published at once, and recorded in the audit log."""

    level = Level.NONE

    class Meta:
        verbose_name = "julkaisu ilman hyväksyntää"
        verbose_name_plural = "julkaisut ilman hyväksyntää"

    @classmethod
    def get_description(cls):
        return "Julkaistaan heti. Muutos näkyy historiassa."

    def start(self, workflow_state, user=None):
        task_state = super().start(workflow_state, user=user)
        task_state.status = TaskState.STATUS_APPROVED
        task_state.finished_at = timezone.now()
        task_state.finished_by = user
        task_state.save()
        return task_state

    def is_rightly_decided(self, task_state) -> bool:
        """Return whether the version still needs no approval."""
        return get_level(task_state.revision.as_object(), task_state.revision) == Level.NONE

    def publish(self, task_state, user):
        super().publish(task_state, user)
        signals.decided.send(
            TaskState,
            task_state=task_state,
            actor=user,
            action="approve",
            channel="login",
            on_behalf_of=None,
            comment="",
            reason="",
        )


def may_decide_on_object(obj, user) -> bool:
    """Return whether the user may decide on the version of this object that waits now."""
    task_state = obj.current_workflow_task_state
    return task_state is not None and may_decide(user, task_state)


def was_returned(workflow_state, task_state) -> bool:
    """Return whether the previous version was returned for correction."""
    before = workflow_state.task_states.exclude(pk=task_state.pk).order_by("pk").last()
    return before is not None and before.status == TaskState.STATUS_REJECTED
