"""What else waits for the same person, and how it is opened after a decision."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from home.approval.titles import quote_version
from home.approval.waiting import list_waiting_versions

from ..models import ApprovalLink
from .newer_versions import is_assigned

# A link that continues from a decision is used at once; the mailed link of the same text stays.
CONTINUES = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class ReviewQueue:
    """The texts that wait for a person, the most urgent first."""

    person: object
    states: list[TaskState]

    @property
    def number(self) -> int:
        return len(self.states)

    @property
    def title(self) -> str:
        """Return kind and title of the next text."""
        return quote_version(self.states[0].revision)

    def address(self, *, by_login: bool) -> str:
        """Return where the next text is read; without a log-in, by a new personal link."""
        state = self.states[0]
        if by_login:
            return reverse("approval_logged_in", args=[state.pk])
        token = ApprovalLink.make_until(timezone.now() + CONTINUES, self.person, state)
        return reverse("approval_by_link", args=[token])


def find_queue(person) -> ReviewQueue | None:
    """Return what waits for the person's decision, or None if nothing does."""
    asked = list_waiting_versions().filter(assignments__person=person, assignments__ended_at=None)
    states = [state for state in asked.distinct() if is_assigned(person, state)]
    states.sort(key=lambda state: (get_due_day(person, state), state.pk))
    return ReviewQueue(person, states) if states else None


def get_due_day(person, state) -> datetime.date:
    due = state.assignments.active().filter(person=person).values_list("due", flat=True).first()
    return due or timezone.localdate() + datetime.timedelta(days=365)
