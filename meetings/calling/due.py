"""Scheduled jobs of the calls, for meetings/due.py."""

import datetime
from functools import partial

from django.db.models import Q
from django.utils import timezone

from home.extension_points import DueItem

from ..models import MeetingInvitation, MeetingPage
from .sending import list_calls_to_send, list_changed_calls, send, send_changes

KEPT = datetime.timedelta(days=365)  # if the minutes are never approved


def call_items(now: datetime.datetime):
    """Yield a job for each call to send, each change to tell of, and the answers to delete."""
    for call in list_calls_to_send():
        yield DueItem("call", f"Kokouskutsu: {call.meeting.title}", partial(send, call.pk))
    for call in list_changed_calls():
        act = partial(send_changes, call.pk)
        yield DueItem("call", f"Muutos kutsuttuun kokoukseen: {call.meeting.title}", act)
    old = list_old_answers(timezone.localdate(now))
    if old.exists():
        yield DueItem("old_answers", "Kokouskutsujen vastausten poisto", old.delete)


def list_old_answers(today: datetime.date):
    """Return the invitations to meetings whose minutes are approved, or that were a year ago."""
    approved = Q(
        call__meeting__live=True,
        call__meeting__minutes_state=MeetingPage.MinutesState.APPROVED,
        call__meeting__date__lt=today,
    )
    return MeetingInvitation.objects.filter(approved | Q(call__meeting__date__lt=today - KEPT))
