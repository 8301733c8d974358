"""What an answer does: it is stored, and a deputy is asked or released at once."""

from django.utils import timezone

from networks.models import Mandate

from ..models import MeetingCall, MeetingInvitation
from .mails import send_question_to_deputy, send_release
from .people import DEPUTY, get_address, list_deputies, list_mandates
from .sending import get_invitation, get_start

CANNOT = MeetingInvitation.Answer.CANNOT


def store_answer(call: MeetingCall, invitation: MeetingInvitation, answer: str) -> None:
    """Store the answer; the caller holds the lock of the call."""
    invitation.answer, invitation.answered_at = answer, timezone.now()
    invitation.save(update_fields=["answer", "answered_at"])
    mandates = list_mandates(call.meeting.date)
    held = [m for m in mandates if m.person_id == invitation.person_id and m.role != DEPUTY]
    for member in held:
        if answer == CANNOT:
            ask_deputy(call, member, mandates)
        else:
            release_deputy(call, member)
    if answer == CANNOT and invitation.stands_in_for:
        member = invitation.stands_in_for
        MeetingInvitation.objects.filter(pk=invitation.pk).update(stands_in_for=None)
        ask_deputy(call, member, mandates)


def find_stand_in(call: MeetingCall, member: Mandate) -> MeetingInvitation | None:
    """Return the deputy who was asked to stand in for the member, or None."""
    return call.invitations.filter(stands_in_for=member).select_related("person").first()


def ask_deputy(call: MeetingCall, member: Mandate, mandates: list[Mandate]) -> None:
    """Ask the first deputy who may come, unless one is asked already."""
    if find_stand_in(call, member):
        return
    for deputy in list_deputies(member, mandates):
        invitation = get_invitation(call, deputy.person)
        is_free = invitation.answer != CANNOT and invitation.stands_in_for_id is None
        if is_free and get_address(deputy.person) and not is_member(deputy, mandates):
            invitation.stands_in_for = member
            token = invitation.renew(get_start(call.meeting))
            send_question_to_deputy(call, invitation, member, token)
            return


def is_member(deputy: Mandate, mandates: list[Mandate]) -> bool:
    """Return whether the deputy has a seat of their own, and so cannot stand in for another."""
    return any(m.person_id == deputy.person_id and m.role != DEPUTY for m in mandates)


def release_deputy(call: MeetingCall, member: Mandate) -> None:
    """Tell the deputy who was asked that the member comes after all."""
    if invitation := find_stand_in(call, member):
        MeetingInvitation.objects.filter(pk=invitation.pk).update(stands_in_for=None)
        send_release(call, invitation, member)
