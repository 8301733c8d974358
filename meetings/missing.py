"""Documents that a public page lists without a file."""

from django.db.models import F
from wagtail.permissions import page_permission_policy

from .models import MeetingDocument, StatementDocument


def documents_without_file(user):
    """Return what this user may correct, as dicts: title, kind, page_pk, page_title, page_date."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change").values("pk")
    of_meetings = missing_rows(MeetingDocument, "meeting", mine)
    of_statements = missing_rows(StatementDocument, "statement", mine)
    return of_meetings.union(of_statements, all=True).order_by("-page_date", "title")


def missing_rows(model, owner, pages):
    return (
        model.objects.filter(document=None, **{f"{owner}__live": True, f"{owner}__in": pages})
        .annotate(
            page_pk=F(f"{owner}_id"), page_title=F(f"{owner}__title"), page_date=F(f"{owner}__date")
        )
        .values("title", "kind", "page_pk", "page_title", "page_date")
    )
