from .agenda import AgendaItem
from .attendance import Attendance
from .documents import Kind, MeetingDocument
from .meeting import MeetingPage
from .meeting_index import MeetingIndexPage
from .settings import MeetingSettings
from .statement import Answer, StatementDocument, StatementIndexPage, StatementPage

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "Kind",
    "MeetingDocument",
    "MeetingIndexPage",
    "MeetingPage",
    "MeetingSettings",
    "StatementDocument",
    "StatementIndexPage",
    "StatementPage",
]
