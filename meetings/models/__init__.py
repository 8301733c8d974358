from .agenda import AgendaItem
from .attendance import Attendance
from .documents import Kind, MeetingDocument
from .meeting import MeetingIndexPage, MeetingPage
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
