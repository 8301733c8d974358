"""Whom a version waits for, in words, and whom it should wait for now."""

import datetime
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from home.dates import format_weekday_and_date

from .approvers import (
    Approver,
    Hindrance,
    describe_hindrance,
    find_approvers_except,
    get_absent_users,
    get_end_code,
    get_task_level,
    get_writers,
    has_approver_role,
)
from .bundle import get_bundles_waiting_with
from .models.assignment import Assignment
from .models.level import Level
from .models.settings import ApprovalSettings


def list_waiting_versions():
    """Return every version that waits for a decision, longest first."""
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .select_related("workflow_state__requested_by", "revision", "task")
        .order_by("started_at", "pk")
    )


@dataclass
class AssignmentPlan:
    """The changes that the assignments of one version need; nothing is changed yet."""

    gone: list[Assignment] = field(default_factory=list)
    leaving: list[Assignment] = field(default_factory=list)
    back: list[Assignment] = field(default_factory=list)
    moved: list[Assignment] = field(default_factory=list)
    kept: list[Assignment] = field(default_factory=list)
    missing: list[Approver] = field(default_factory=list)
    hindrance: Hindrance | None = None

    @property
    def changes_something(self) -> bool:
        return bool(self.gone or self.leaving or self.back or self.moved or self.missing)

    @property
    def is_urgent(self) -> bool:
        """Return whether an assignee is gone or leaving, or a deputy must be asked."""
        return bool(self.gone or self.leaving or any(a.on_behalf_of for a in self.missing))


def plan_assignments(task_state, day: datetime.date) -> AssignmentPlan:
    """Return the changes after which exactly those who may decide have assignments."""
    if get_end_code(task_state):
        return AssignmentPlan()
    level = get_task_level(task_state)
    away, barred = get_absent_users(day), get_writers(task_state)
    plan = AssignmentPlan()
    for assignment in task_state.assignments.active().select_related("person"):
        sort_assignment(plan, assignment, task_state, away)
    approvers = find_approvers_except(level, barred, day)
    known = {assignment.person_id for assignment in plan.kept}
    plan.missing = [approver for approver in approvers if approver.user.pk not in known]
    if not any(assignment.person_id not in away for assignment in plan.kept):
        plan.hindrance = describe_hindrance(level, barred, day, to_writer=False)
    return plan


def sort_assignment(plan: AssignmentPlan, assignment, task_state, away: set) -> None:
    """Put an open assignment into the right lists of the plan."""
    person = assignment.person
    able = person.is_active and has_approver_role(person, task_state)
    if not able or person.pk in get_writers(task_state):
        plan.gone.append(assignment)
        return
    plan.kept.append(assignment)
    is_away = person.pk in away
    if is_away and assignment.away_since is None:
        plan.leaving.append(assignment)
    elif not is_away and assignment.away_since is not None:
        plan.back.append(assignment)
    elif assignment.went_to_another_address:
        plan.moved.append(assignment)


def describe_who_decides(task_state) -> str:
    """Return a sentence: whom the version waits for until when, or why nobody can decide."""
    plan = plan_assignments(task_state, timezone.localdate())
    if plan.hindrance:
        return str(plan.hindrance)
    level = get_task_level(task_state)
    away = get_absent_users(timezone.localdate())
    people = [assignment for assignment in plan.kept if assignment.person_id not in away]
    if not people:
        return _("Odottaa, että hyväksyntä pyydetään.")
    return describe_people(people, level, ApprovalSettings.load())


def describe_people(people: list[Assignment], level, named) -> str:
    """Return the sentence on the people who are asked, and until when."""
    names = _(" tai ").join(assignment.person.display_name for assignment in people)
    sentence = _("Odottaa %(role)s: %(names)s") % {
        "role": describe_role(people[0], level, named),
        "names": names,
    }
    due = max((assignment.due for assignment in people if assignment.due), default=None)
    return (
        f"{sentence}, {_('viimeistään')} {format_weekday_and_date(due)}." if due else f"{sentence}."
    )


def explain_hindrance(obj) -> str:
    """Return why nobody can approve what was just submitted, or "" if somebody was asked."""
    state = getattr(obj, "current_workflow_task_state", None)
    if state is None or state.assignments.active().exists():
        return ""
    level = get_task_level(state)
    found = describe_hindrance(level, get_writers(state), timezone.localdate())
    return str(found or describe_who_decides(state))


def describe_role(assignment, level, named) -> str:
    """Return the role in which the person is asked, in the partitive case."""
    if level == Level.SECOND_PAIR:
        return _("toista tarkistajaa")
    if assignment.person_id == named.vice_chair_id:
        return _("varapuheenjohtajaa")
    if assignment.person_id == named.deputy_id:
        return _("sijaista")
    return _("puheenjohtajaa")


def name_hindrance_notice(task_state, hindrance) -> str:
    """Return the name of the notice; another hindrance, or another day of return, is a new one."""
    day = hindrance.day.isoformat() if hindrance.day else "never"
    return f"nobody can decide of task {task_state.pk} until {day}"


def get_waiting_workflow(obj):
    """Return the workflow state in which the object, or its bundle, waits, or None."""
    if obj.current_workflow_state:
        return obj.current_workflow_state
    main = get_bundles_waiting_with(obj).first()
    return main and main.workflow_state


def is_returned(obj) -> bool:
    """Return whether a correction was requested and the text is not yet submitted again."""
    state = obj.current_workflow_state if obj.pk else None
    return state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
