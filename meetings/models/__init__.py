from .documents import Kind, MeetingDocument
from .meeting import AgendaItem, MeetingIndexPage, MeetingPage
from .statement import Answer, StatementDocument, StatementIndexPage, StatementPage

__all__ = [
    "AgendaItem",
    "Answer",
    "Kind",
    "MeetingDocument",
    "MeetingIndexPage",
    "MeetingPage",
    "StatementDocument",
    "StatementIndexPage",
    "StatementPage",
]
