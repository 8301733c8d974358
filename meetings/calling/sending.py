"""Sending the call when its meeting is public, and telling those called of later changes."""

import datetime

from django.db import transaction
from django.utils import timezone

from ..calendar import helsinki_datetime
from ..models import MeetingCall, MeetingInvitation, MeetingPage
from .mails import send_call, send_cancellation, send_change
from .people import CalledPerson, get_address, list_called_people, list_mandates

TIME = ("date", "starts_at", "ends_at")
FACTS = (*TIME, "place", "participation", "joining_details")


def list_calls_to_send() -> list[MeetingCall]:
    """Return the calls whose meeting is public in the version that was to be called, or later."""
    found = MeetingCall.objects.filter(waits=True).select_related("meeting")
    return [call for call in found if can_be_sent(call)]


def can_be_sent(call: MeetingCall) -> bool:
    meeting = call.meeting
    is_public = (
        meeting.live and not meeting.is_example and (meeting.live_revision_id or 0) >= call.version
    )
    return is_public and meeting.state == MeetingPage.State.CALLED and meeting.is_upcoming


def list_changed_calls() -> list[MeetingCall]:
    """Return the calls that were sent and whose meeting has another time, place or state since."""
    today = timezone.localdate()
    found = MeetingCall.objects.exclude(sent_at=None).filter(meeting__live=True)
    found = found.filter(meeting__date__gte=today).select_related("meeting")
    return [
        call
        for call in found
        if call.meeting.is_upcoming
        and call.meeting.state != MeetingPage.State.HELD
        and call.announced != get_facts(call.meeting)
    ]


def get_facts(meeting) -> dict[str, str]:
    """Return the details that invitees rely on, in the form stored when the call was sent."""
    facts = {name: str(getattr(meeting, name) or "") for name in FACTS}
    return facts | {"cancelled": "1" if meeting.is_cancelled else ""}


def get_start(meeting) -> datetime.datetime:
    """Return when answers end: at the beginning, or with the day if its hour is not known."""
    if meeting.starts_at is None:
        return helsinki_datetime(meeting.date + datetime.timedelta(days=1), datetime.time.min)
    return helsinki_datetime(meeting.date, meeting.starts_at)


def lock_call(pk: int) -> MeetingCall | None:
    """Return the call, locked so that two answers do not ask two deputies."""
    found = MeetingCall.objects.select_for_update(of=("self",)).select_related("meeting")
    return found.filter(pk=pk).first()


@transaction.atomic
def send(pk: int) -> None:
    """Send the call to everybody who can be mailed, once for each request."""
    call = lock_call(pk)
    if call is None or not call.waits or not can_be_sent(call):
        return
    if call.sent_at and has_other_time(call):
        forget = {"answer": "", "answered_at": None, "stands_in_for": None}
        call.invitations.update(**forget)
    for called in list_called_people(list_mandates(call.meeting.date)):
        invite(call, called)
    call.waits, call.sent_at = False, timezone.now()
    call.announced = get_facts(call.meeting)
    call.save()


def invite(call: MeetingCall, called: CalledPerson) -> bool:
    """Mail the call to one person; return False without an address. An earlier answer stays."""
    if not called.address:
        return False
    invitation = get_invitation(call, called.person)
    send_call(call, invitation, called, invitation.renew(get_start(call.meeting)))
    return True


def get_invitation(call: MeetingCall, person) -> MeetingInvitation:
    """Return the person's invitation, unsaved if it is new: its link is made when it is mailed."""
    found = call.invitations.filter(person=person).first()
    return found or MeetingInvitation(call=call, person=person)


def list_uncalled(call: MeetingCall) -> list[CalledPerson]:
    """Return who can be mailed and has not been: those who came, or gave an address, later."""
    known = set(call.invitations.values_list("person_id", flat=True))
    people = list_called_people(list_mandates(call.meeting.date))
    return [each for each in people if each.address and each.person.pk not in known]


@transaction.atomic
def send_changes(pk: int) -> None:
    """Tell everybody who was called what has changed; another time asks for new answers."""
    call = lock_call(pk)
    if call is None or not call.sent_at or call.announced == get_facts(call.meeting):
        return
    is_other_time = has_other_time(call)
    for invitation in call.invitations.select_related("person"):
        if get_address(invitation.person):
            send_change_to(call, invitation, is_other_time)
    call.announced = get_facts(call.meeting)
    call.save()


def has_other_time(call: MeetingCall) -> bool:
    """Return whether earlier answers no longer hold: another time, or it was cancelled between."""
    facts = get_facts(call.meeting)
    is_moved = any(facts[name] != call.announced.get(name) for name in TIME)
    return is_moved or bool(call.announced.get("cancelled"))


def send_change_to(call: MeetingCall, invitation: MeetingInvitation, is_other_time: bool) -> None:
    if call.meeting.is_cancelled:
        MeetingInvitation.objects.filter(pk=invitation.pk).end()
        send_cancellation(call, invitation)
        return
    if is_other_time:
        invitation.answer, invitation.answered_at = MeetingInvitation.Answer.NONE, None
        invitation.stands_in_for = None
    token = invitation.renew(get_start(call.meeting))
    send_change(call, invitation, token, is_other_time=is_other_time)
