"""What waits for approval, for lists: as many queries for fifty versions as for one."""

import datetime
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from .approvers import describe_hindrance, get_absent_users, rank_approvers
from .models.assignment import Assignment
from .models.level import Level
from .models.settings import ApprovalSettings, CouncilWorkflow
from .waiting import describe_people, list_waiting_versions

OPEN = Assignment.objects.filter(ended_at=None).select_related("person", "on_behalf_of")


class Overview:
    """The versions that wait on a day, with the people who are asked."""

    def __init__(self, day: datetime.date):
        self.day = day
        self.hindrances: dict = {}

    @cached_property
    def away(self) -> set:
        return get_absent_users(self.day)

    @cached_property
    def settings(self) -> ApprovalSettings:
        return ApprovalSettings.load()

    @cached_property
    def able(self) -> dict[Level, set]:
        """Return the keys of those with the right to approve at each level."""
        return {
            level: {user.pk for rank in rank_approvers(level) for user in rank}
            for level in (Level.CHAIR, Level.SECOND_PAIR)
        }

    @cached_property
    def levels(self) -> dict[int, Level]:
        """Return the level of each workflow."""
        return {flow.workflow_id: Level(flow.level) for flow in CouncilWorkflow.objects.all()}

    def list_versions(self, wanted: Q) -> list[TaskState]:
        """Return the waiting versions that fit, those that were changed since left out."""
        found = list_waiting_versions().filter(wanted).distinct()
        found = found.select_related(
            "workflow_state__requested_by", "revision__content_type", "revision__base_content_type"
        )
        found = list(
            found.prefetch_related(
                Prefetch("assignments", OPEN, to_attr="open_assignments"),
                "bundle_members__revision__base_content_type",
            )
        )
        outdated = find_outdated(found)
        return [state for state in found if state.pk not in outdated]

    def list_asked_of(self, user) -> list[TaskState]:
        """Return the versions that the user was asked to decide on and may decide on now."""
        asked = Q(assignments__person=user, assignments__ended_at=None)
        return [state for state in self.list_versions(asked) if self.may_decide(user, state)]

    def may_decide(self, user, state) -> bool:
        if user.is_superuser:
            return True
        return user.pk not in collect_writers(state) and user.pk in self.able[self.get_level(state)]

    def get_level(self, state) -> Level:
        return self.levels.get(state.workflow_state.workflow_id, Level.CHAIR)

    def list_people(self, state) -> list[Assignment]:
        """Return the open assignments of those who are here and may decide."""
        able = self.able[self.get_level(state)] - collect_writers(state) - self.away
        return [each for each in state.open_assignments if each.person_id in able]

    def get_due(self, state) -> datetime.date | None:
        """Return the last day on which an answer is expected."""
        return max((each.due for each in self.list_people(state) if each.due), default=None)

    def is_late(self, state) -> bool:
        """Return whether the version waits in vain: the last day has passed."""
        due = self.get_due(state)
        return due is not None and due < self.day

    def describe(self, state) -> str:
        """Return a sentence: whom the version waits for until when, or why nobody can decide."""
        people = self.list_people(state)
        if people:
            return describe_people(people, self.get_level(state), self.settings)
        found = self.get_hindrance(state)
        return str(found) if found else _("Odottaa, että hyväksyntä pyydetään.")

    def get_hindrance(self, state):
        """Return why nobody can decide on the version now, reckoned once for the same writers."""
        barred = frozenset(collect_writers(state))
        key = (self.get_level(state), barred)
        if key not in self.hindrances:
            self.hindrances[key] = describe_hindrance(*key, self.day, to_writer=False)
        return self.hindrances[key]


def collect_writers(state) -> set:
    """Return the same keys as `get_writers`, from the bundle that is loaded already."""
    written = {revision.user_id for revision in list_revisions(state)}
    return {state.workflow_state.requested_by_id, *written} - {None}


def find_outdated(states: Iterable[TaskState]) -> set:
    """Return the keys of the versions that are no longer the newest, nor their whole bundle."""
    states = list(states)
    versions = [(state.pk, revision) for state in states for revision in list_revisions(state)]
    newest = get_newest([revision for _pk, revision in versions])
    return {pk for pk, revision in versions if revision.pk not in newest}


def list_revisions(state) -> list:
    return [state.revision, *(member.revision for member in state.bundle_members.all())]


def get_newest(revisions: list) -> set:
    """Return the keys of those that are the latest revisions of their objects."""
    kinds: dict = {}
    for revision in revisions:
        kinds.setdefault(revision.base_content_type, set()).add(revision.object_id)
    newest: set = set()
    for kind, keys in kinds.items():
        found = kind.model_class()._default_manager.filter(pk__in=keys)
        newest |= set(found.values_list("latest_revision", flat=True))
    return newest
