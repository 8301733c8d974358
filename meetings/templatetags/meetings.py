"""Template tags for meetings and statements: {% load meetings %}."""

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from home.models.base import BasePageQuerySet
from meetings.models import MeetingPage, StatementPage
from meetings.querysets import NEWEST_FIRST, SOONEST_FIRST

register = template.Library()

MOST_CANCELLED = 3  # cancelled meetings shown before the next one


@register.simple_tag
def statements_serving(goal):
    """Return the published statements that serve a goal, newest first."""
    statements = StatementPage.objects.live().public().filter(goals=goal)
    return statements.with_answers_known().newest_first()


@register.simple_tag
def next_and_latest():
    """Return the next meeting and the latest one held, each or None, in one database query.

    `cancelled`: the cancelled meetings that would have come before the next one. An example stands
    here only where no real meeting does.
    """
    meetings = MeetingPage.objects.live().public()
    coming = meetings.upcoming().filter(is_example=False).soonest_first()[:MOST_CANCELLED]
    on_course = meetings.upcoming().exclude(state=MeetingPage.State.CANCELLED)
    on_course = on_course.order_by("is_example", *SOONEST_FIRST)[:1]
    held = meetings.held().past().order_by("is_example", *NEWEST_FIRST)[:1]
    found = {m.pk: m for m in coming.union(on_course, held, all=True)}.values()
    following = sorted((m for m in found if m.is_upcoming), key=MeetingPage.when)
    goes_on = next((m for m in following if not m.is_cancelled), None)
    until = following.index(goes_on) if goes_on else len(following)
    return {
        "next": goes_on,
        "cancelled": following[:until],
        "latest": next((m for m in found if not m.is_upcoming), None),
    }


@register.simple_tag
def concerning(page):
    """Return the published meetings and statements whose text links to the page, newest first."""
    kind = ContentType.objects.get_for_model(Page)
    linking = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(page.pk))
    found = (
        BasePageQuerySet(Page)
        .live()
        .public()
        .annotate(key=Cast("pk", CharField()))
        .filter(
            Q(meetingpage__isnull=False) | Q(statementpage__isnull=False),
            key__in=linking.values("object_id"),
        )
        .select_related("meetingpage", "statementpage")
    )
    pages = [getattr(one, "meetingpage", None) or one.statementpage for one in found]
    return sorted(pages, key=lambda page: page.date, reverse=True)
