"""The choices that the form of a meeting offers: only what may still be of use."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from wagtail.models import Revision

from home.models import GoalPage
from networks.models import NetworkPage

MEETINGS_BACK = 3  # agenda items of these are offered regardless of their result


@dataclass(frozen=True)
class FieldChoices:
    """The choices of a field, listed once for all rows of a form."""

    queryset: QuerySet
    choices: list


def agenda_item_choices(meeting) -> dict[str, FieldChoices]:
    """Return the choices for an agenda item of the meeting, by field name."""
    kept = list(meeting.agenda_items.all())  # values already chosen remain valid
    items = earlier_items(meeting, {item.continues_id for item in kept})
    return {
        "network": page_choices(NetworkPage),
        "goal": page_choices(GoalPage),
        "continues": FieldChoices(items, list_choices(items, dated_item_name)),
    }


def page_choices(model) -> FieldChoices:
    pages = model.objects.order_by("title")
    return FieldChoices(pages, list_choices(pages, str))


def earlier_items(meeting, kept: set) -> QuerySet:
    """Return agenda items of earlier meetings: unfinished ones and all of the last few meetings."""
    model, unfinished = meeting.agenda_items.model, ("tabled", "returned")
    before = type(meeting).objects.exclude(pk=meeting.pk)
    before = before.filter(date__lte=meeting.date or date.max).newest_first()
    recent = before.values("pk")[:MEETINGS_BACK]
    open_ones = model.objects.open_actions().values("pk")
    wanted = Q(meeting__in=recent) | Q(result__in=unfinished) | Q(pk__in=open_ones)
    wanted &= Q(meeting__in=before.order_by().values("pk"))
    going = removed_in_drafts(model.objects.filter(wanted).select_related("meeting"))
    offered = wanted & ~Q(pk__in=going) | Q(pk__in=kept - {None})
    return model.objects.filter(offered).select_related("meeting").newest_first()


def removed_in_drafts(items) -> set[int]:
    """Return the keys of items that the latest draft of their meeting has deleted.

    They must not be continued.
    """
    newest = {m.meeting.latest_revision_id for m in items if m.meeting.has_unpublished_changes}
    drafts = Revision.objects.filter(pk__in=newest - {None}).only("object_id", "content")
    rows = {int(d.object_id): d.content.get("agenda_items", []) for d in drafts} if newest else {}
    stay = {meeting: {row["pk"] for row in items} for meeting, items in rows.items()}
    return {m.pk for m in items if m.pk not in stay.get(m.meeting_id, {m.pk})}


def dated_item_name(item) -> str:
    return f"{date_format(item.meeting.date, 'j.n.Y')}, {item}"


def list_choices(objects, label) -> list[tuple]:
    return [("", "---------"), *((obj.pk, label(obj)) for obj in objects)]
