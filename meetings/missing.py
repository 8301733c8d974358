"""Papers that a public page lists but whose file nobody has uploaded."""

from django.db.models import F

from .models import MeetingDocument, StatementDocument


def papers_without_a_file():
    """Rows of dicts: title, kind, page_id, page_title, date; newest page first."""
    of_meetings = rows(MeetingDocument, "meeting")
    return of_meetings.union(rows(StatementDocument, "statement"), all=True).order_by(
        "-page_date", "title"
    )


def rows(model, owner):
    return (
        model.objects.filter(document=None, **{f"{owner}__live": True})
        .annotate(
            page_pk=F(f"{owner}_id"), page_title=F(f"{owner}__title"), page_date=F(f"{owner}__date")
        )
        .values("title", "kind", "page_pk", "page_title", "page_date")
    )
