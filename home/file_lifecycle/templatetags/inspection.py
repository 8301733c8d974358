"""Template tag for the unseen parts of a file: {% load inspection %}."""

from django import template
from django.utils.translation import gettext as _

from home.file_lifecycle.cleaning.views import may_clean
from home.inspection.inspecting import get_inspection
from home.inspection.words import (
    describe_active_content,
    describe_counts,
    describe_place,
    explain_unread,
)
from home.privacy.findings import LABELS

register = template.Library()


@register.inclusion_tag("admin/inspection/of_document.html", takes_context=True)
def unseen_in(context, document):
    """Return the inspection result in words, and whether the user may make a cleaned copy."""
    row = get_inspection(document)
    if row is None:
        return {"document": document, "row": None}
    return {
        "document": document,
        "row": row,
        "may_clean": may_clean(context["request"].user, document),
        "csrf_token": context.get("csrf_token"),
        "unread": explain_unread(row),
        "active": describe_active_content(row.active),
        "counts": describe_counts(row.counts),
        "findings": [describe_finding(entry) for entry in row.findings],
    }


def describe_finding(entry: dict) -> str:
    return _("{what} ({text}) {place}").format(
        what=LABELS[entry["kind"]],
        text=entry["text"],
        place=describe_place(entry["part"], entry["place"]),
    )
