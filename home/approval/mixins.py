"""Mixins that put pages and snippets under the approval."""

from django.db import transaction
from wagtail.models import WorkflowState

from . import models
from .bundle import get_bundles_waiting_with
from .locks import BundleLock
from .permissions import CouncilPagePermissionTester
from .policy import get_level
from .revision_repair import drop_deleted_references
from .write_lock import lock_writes


class Approved:
    """Becomes public only through the council's approval, and is locked while it waits."""

    def get_workflow(self):
        flow = models.CouncilWorkflow.objects.filter(level=get_level(self))
        found = flow.select_related("workflow").first()
        return found.workflow if found else super().get_workflow()

    @transaction.atomic
    def save_revision(self, user=None, **options):
        """Save, and resubmit a text that waits: its approvers were asked about the old version."""
        lock_writes()
        revision = super().save_revision(user=user, **options)
        for task_state in get_waiting_states(self):
            task_state.cancel(user=user, resume=True)
        return revision

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        if check_fks:
            data = drop_deleted_references(cls, data)
        return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)

    @transaction.atomic
    def publish(self, *args, **options):
        lock_writes()
        super().publish(*args, **options)

    @transaction.atomic
    def unpublish(self, *args, **options):
        lock_writes()
        super().unpublish(*args, **options)

    def get_lock(self):
        if lock := super().get_lock():
            return lock
        main = get_bundles_waiting_with(self).first() if self.pk else None
        return BundleLock(self, main) if main else None


class ApprovedPage(Approved):
    """A page: nobody has the permission to publish it, whatever their other permissions."""

    def permissions_for_user(self, user):
        return CouncilPagePermissionTester(user, self)


class ApprovedSnippet(Approved):
    """A snippet that pages show, such as a person or a seat."""

    @classmethod
    def get_default_workflow(cls):
        """Return the workflow of a new object, which picks the level once the object is stored."""
        workflow = super().get_default_workflow()
        if workflow:
            workflow.start = start_workflow
        return workflow

    def is_named_in_public(self) -> bool:
        """Return whether something else that is public names this object."""
        return False


def start_workflow(obj, user):
    return obj.get_workflow().start(obj, user)


def get_waiting_states(obj) -> list:
    """Return the task states in which the object waits, itself or in another object's bundle."""
    return [*get_own_waiting_states(obj), *get_bundles_waiting_with(obj)]


def get_own_waiting_states(obj):
    """Return the task states in which the object itself waits: one or none."""
    states = obj.workflow_states.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return [state.current_task_state for state in states if state.current_task_state]
