"""Who comes to a meeting by the answers given, seat by seat."""

from dataclasses import dataclass

from ..models import Attendance, MeetingCall, MeetingInvitation
from .people import DEPUTY, describe_seat_and_role, list_mandates


def propose_attendance(meeting) -> dict[int, str]:
    """Return how each mandate attends by the answers to the call; empty if none was sent."""
    call = MeetingCall.objects.filter(meeting=meeting.pk).exclude(sent_at=None).first()
    return Answers(call, meeting.date).propose_attendance() if call else {}


@dataclass(frozen=True)
class SeatAttendance:
    """A member, the answer, and the deputy who was asked to come instead."""

    mandate: object
    invitation: MeetingInvitation | None = None
    stand_in: MeetingInvitation | None = None

    @property
    def role(self) -> str:
        return describe_seat_and_role(self.mandate)

    @property
    def comes(self) -> MeetingInvitation | None:
        """Return the invitation of the person who will fill the seat at the meeting, or None."""
        asked = (self.invitation, self.stand_in)
        return next((each for each in asked if each and each.is_coming), None)

    @property
    def answer(self) -> str:
        """Return the answer in words; empty if the member was not called."""
        return self.invitation.answer_in_words if self.invitation else ""


class Answers:
    """The answers to a call, of those who hold mandates on the day of the meeting."""

    def __init__(self, call: MeetingCall, day):
        self.mandates = list_mandates(day)
        invitations = list(call.invitations.in_order())
        self.by_person = {each.person_id: each for each in invitations}
        stand_ins = {e.stands_in_for_id: e for e in invitations if e.stands_in_for_id}
        self.members = [
            SeatAttendance(m, self.by_person.get(m.person_id), stand_ins.get(m.pk))
            for m in self.mandates
            if m.role != DEPUTY
        ]

    @property
    def coming(self) -> list[SeatAttendance]:
        return [each for each in self.members if each.comes]

    @property
    def unanswered(self) -> list[SeatAttendance]:
        """Return the members who were called and have not answered."""
        return [e for e in self.members if e.invitation and not e.invitation.answer]

    @property
    def deputies(self) -> list[SeatAttendance]:
        return [
            SeatAttendance(m, self.by_person[m.person_id])
            for m in self.mandates
            if m.role == DEPUTY and m.person_id in self.by_person
        ]

    def propose_attendance(self) -> dict[int, str]:
        """Return how each mandate that comes attends, by its primary key."""
        ways = {MeetingInvitation.Answer.REMOTE: Attendance.Way.REMOTE}
        proposed = {}
        for each in self.coming:
            mandate = self.find_mandate(each)
            proposed[mandate.pk] = ways.get(each.comes.answer, Attendance.Way.HERE)
        return proposed

    def find_mandate(self, each: SeatAttendance):
        """Return the mandate by which the seat is taken: the member's own, or the deputy's."""
        if each.comes == each.invitation:
            return each.mandate
        held = [m for m in self.mandates if m.person_id == each.stand_in.person_id]
        of_seat = [m for m in held if m.seat_id == each.mandate.seat_id]
        return (of_seat or held or [each.mandate])[0]
