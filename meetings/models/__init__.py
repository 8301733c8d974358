from .agenda import AgendaItem
from .attendance import Attendance
from .call import MeetingCall, MeetingInvitation
from .checking import MinutesCheck
from .completion import ActionCompletion
from .documents import DocumentKind, MeetingDocument
from .meeting import MeetingPage
from .meeting_index import MeetingIndexPage
from .settings import MeetingSettings
from .statement import Answer, StatementDocument, StatementIndexPage, StatementPage

__all__ = [
    "ActionCompletion",
    "AgendaItem",
    "Answer",
    "Attendance",
    "DocumentKind",
    "MeetingCall",
    "MeetingDocument",
    "MeetingIndexPage",
    "MeetingInvitation",
    "MeetingPage",
    "MeetingSettings",
    "MinutesCheck",
    "StatementDocument",
    "StatementIndexPage",
    "StatementPage",
]
