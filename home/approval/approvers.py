"""Who may approve what, and who deputises for whom."""

import datetime
from dataclasses import dataclass
from itertools import count, islice

import holidays
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from home.dates import format_weekday_and_date

from .models.absence import Absence
from .models.assignment import Assignment
from .models.level import Level
from .models.settings import ApprovalSettings, CouncilWorkflow

NOBODY_NAMED = _(
    "Hyväksyjää ei ole: puheenjohtajistossa ei ole ketään eikä sijaista ole nimetty. "
    "Pyydä ylläpitoa nimeämään hyväksyjä."
)
ONLY_YOU = _(
    "Et voi hyväksyä omaa tekstiäsi, eikä muuta hyväksyjää ole. Sijainen on nimettävä ensin."
)
ONLY_WRITER = _(
    "Ainoa hyväksyjä on tekstin lähettäjä tai kirjoittaja. Sijainen on nimettävä ensin."
)
ALL_AWAY = _("Kaikki hyväksyjät ovat nyt poissa.")
OTHERS_AWAY = _("Muut hyväksyjät ovat nyt poissa, etkä voi hyväksyä omaa tekstiäsi.")
OTHERS_AWAY_TOLD = _(
    "Hyväksyjät ovat nyt poissa, eikä tekstin lähettäjä tai kirjoittaja voi hyväksyä sitä itse."
)
SHORTEST_LINK = 7  # days
FIRST_BACK = _(
    "Ensimmäisenä palaa %(name)s, %(day)s. Häneltä pyydetään hyväksyntää silloin. Jos asialla on "
    "kiire, nimetkää sijainen."
)


@dataclass(frozen=True)
class Approver:
    """A user who may approve now, and the user they deputise for, if any."""

    user: object
    on_behalf_of: object | None = None
    why: str = Assignment.Why.APPROVER


@dataclass(frozen=True)
class Hindrance:
    """The reason why nobody can approve now, and who comes back first."""

    reason: str
    back: object | None = None
    day: datetime.date | None = None

    def __str__(self):
        if self.back is None:
            return str(self.reason)
        name = self.back.display_name
        return (
            f"{self.reason} {FIRST_BACK % {'name': name, 'day': format_weekday_and_date(self.day)}}"
        )


def get_level_members(level: Level) -> list:
    """Return the active members of the groups that the task of this level names."""
    flows = CouncilWorkflow.objects.filter(level=level).values("workflow")
    tasks = Task.objects.filter(workflow_tasks__workflow__in=flows).values("pk")
    named = Q(groups__chairapproval__in=tasks) | Q(groups__secondpairapproval__in=tasks)
    users = get_user_model().objects.filter(named, is_active=True)
    return list(users.distinct().order_by("pk"))


def rank_approvers(level: Level) -> list[list]:
    """Return those with the right to approve, in ranks: chair, vice chair, deputy."""
    staff = get_level_members(Level.SECOND_PAIR)
    if level == Level.SECOND_PAIR:
        return [staff]
    chairs, named = get_level_members(Level.CHAIR), ApprovalSettings.load()
    first = [named.chair] if named.chair else chairs
    return [
        [user for user in first if user in chairs],
        [user for user in [named.vice_chair] if user in chairs],
        [user for user in [named.deputy] if user in staff],
    ]


def find_approvers_except(level: Level, excluded: set, day: datetime.date) -> list[Approver]:
    """Return the approvers to ask on the day, leaving out the users with these keys."""
    if level == Level.NONE:
        return []
    away = get_absent_users(day)
    for rank, users in enumerate(rank_approvers(level)):
        able = [user for user in users if user.pk not in excluded | away]
        if able:
            return [make_approver(user, rank, away) for user in able]
    return []


def make_approver(user, rank: int, away: set) -> Approver:
    """Return the user as an approver; from the second rank on, as deputy of the chair."""
    chair = ApprovalSettings.load().chair if rank else None
    is_away = chair is not None and chair.pk in away
    why = Assignment.Why.ABSENCE if is_away else Assignment.Why.APPROVER
    return Approver(user, chair, why)


def get_absent_users(day: datetime.date) -> set:
    """Return the keys of the users who are absent on the day."""
    absences = Absence.objects.on(day)
    return set(absences.values_list("person", flat=True))


def explain_no_approver(level: Level, requester, day: datetime.date) -> str:
    """Return why nobody can approve the requester's text, in Finnish; "" when somebody can."""
    found = describe_hindrance(level, {requester.pk} if requester else set(), day)
    return str(found or "")


def describe_hindrance(level: Level, excluded: set, day, to_writer=True) -> Hindrance | None:
    """Return why nobody can approve on the day, worded for the writer or for others."""
    if level == Level.NONE or find_approvers_except(level, excluded, day):
        return None
    users = [user for rank in rank_approvers(level) for user in rank]
    others = [user for user in users if user.pk not in excluded]
    if not users:
        return Hindrance(NOBODY_NAMED)
    if not others:
        return Hindrance(ONLY_YOU if to_writer else ONLY_WRITER)
    reason = ALL_AWAY
    if len(others) < len(users):
        reason = OTHERS_AWAY if to_writer else OTHERS_AWAY_TOLD
    absences = list(Absence.objects.filter(ends__gte=day).order_by("starts"))
    first = min(others, key=lambda user: get_first_day_back(user, day, absences))
    return Hindrance(reason, first, get_first_day_back(first, day, absences))


def get_first_day_back(person, day: datetime.date, absences: list[Absence]) -> datetime.date:
    """Return the first day, from this one on, when the person is not absent."""
    for absence in absences:
        if absence.person_id == person.pk and absence.starts <= day <= absence.ends:
            day = absence.ends + datetime.timedelta(days=1)
    return day


def find_next_approvers(task_state, day: datetime.date) -> list[Approver]:
    """Return the approvers of the next rank after everybody who was asked about the version."""
    level = get_task_level(task_state)
    assigned = set(task_state.assignments.values_list("person", flat=True))
    away, barred = get_absent_users(day), get_writers(task_state)
    line = rank_approvers(level)
    last = max((n for n, users in enumerate(line) if {u.pk for u in users} & assigned), default=-1)
    for rank, users in enumerate(line):
        able = [user for user in users if user.pk not in assigned | away | barred]
        if rank > last and able:
            return [make_approver(user, rank, away) for user in able]
    return []


def get_task_level(task_state) -> Level:
    """Return the approval level of a task state."""
    return task_state.task.specific.level


def get_writers(task_state) -> set:
    """Return the keys of those who may not approve: the submitter, and who wrote a version.

    The versions are that of the task state and those of its bundle, each with its last writer.
    """
    own = {task_state.workflow_state.requested_by_id, task_state.revision.user_id}
    return {*own, *task_state.bundle_members.values_list("revision__user", flat=True)} - {None}


def may_decide(user, task_state) -> bool:
    """Return whether the user may decide on this version now; every channel calls this."""
    return get_refusal_code(user, task_state) == ""


def get_refusal_code(user, task_state) -> str:
    """Return the code of what prevents the decision, or ""; see `ApprovalRefused` for the codes."""
    ended = get_end_code(task_state)
    if ended or (user.is_superuser and user.is_active):
        return ended
    if user.pk in get_writers(task_state):
        return "own_text"
    if not task_state.assignments.active().filter(person=user.pk).exists():
        return "not_yours"
    return "" if has_approver_role(user, task_state) else "role_lost"


def get_end_code(task_state) -> str:
    """Return why the version can no longer be decided on by anybody, or ""."""
    if task_state.status in (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED):
        return "decided"
    state = task_state.workflow_state
    in_progress = state.status == WorkflowState.STATUS_IN_PROGRESS
    if in_progress and state.current_task_state_id == task_state.pk:
        return "changed" if has_changed(task_state) else ""
    was_sent_anew = in_progress or state.status == WorkflowState.STATUS_NEEDS_CHANGES
    return "changed" if was_sent_anew else "ended"


def has_changed(task_state) -> bool:
    """Return whether the object, or a member of its bundle, was saved after it was submitted."""
    revisions = [task_state.revision, *(m.revision for m in get_bundle_members(task_state))]
    return any(
        revision.base_content_object.latest_revision_id != revision.pk for revision in revisions
    )


def get_bundle_members(task_state):
    return task_state.bundle_members.select_related("revision")


def has_approver_role(user, task_state) -> bool:
    """Return whether the user still has the right to approve at this level."""
    level = get_task_level(task_state)
    return any(user in users for users in rank_approvers(level))


def needs_reason(user, task_state) -> bool:
    """Return whether only superuser power allows the decision, which then needs a reason."""
    if not user.is_superuser:
        return False
    assigned = task_state.assignments.active().filter(person=user.pk)
    assigned = assigned.exclude(why=Assignment.Why.SUPERUSER).exists()
    return user.pk in get_writers(task_state) or not (
        assigned and has_approver_role(user, task_state)
    )


def add_working_days(day: datetime.date, number: int) -> datetime.date:
    """Return the day that is this number of working days later, Finnish holidays excluded.

    Holidays are those of the `holidays` library, Midsummer Eve and Christmas Eve included.
    """
    finnish = holidays.Finland()
    later = (day + datetime.timedelta(days=n) for n in count(1))
    working = (d for d in later if d.weekday() < 5 and d not in finnish)
    return next(islice(working, number - 1, None)) if number > 0 else day


def get_last_day_of_link(
    asked_on: datetime.date, days: int, due: datetime.date | None
) -> datetime.date:
    """Return the last day of an approval link: a working day, not before the answer is due.

    A link is valid for at least a week.
    """
    last = asked_on + datetime.timedelta(days=max(days, SHORTEST_LINK))
    last = max(last, due) if due else last
    return add_working_days(last - datetime.timedelta(days=1), 1)
