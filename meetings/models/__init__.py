from .agenda import AgendaItem
from .attendance import Attendance
from .call import MeetingInvitation, MeetingCall
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
    "MeetingInvitation",
    "MeetingCall",
    "MeetingDocument",
    "MeetingIndexPage",
    "MeetingPage",
    "MeetingSettings",
    "StatementDocument",
    "StatementIndexPage",
    "StatementPage",
]
