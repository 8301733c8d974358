"""The door to meetings and statements: {% load meetings %}."""

from django import template

from meetings.models import MeetingPage, StatementPage

register = template.Library()


@register.simple_tag
def statements_serving(goal):
    """The published statements that serve a goal, newest first."""
    return StatementPage.objects.live().public().filter(goals=goal).newest_first()


@register.simple_tag
def next_and_latest(council):
    """The next meeting and the latest one held, each or None, in one statement."""
    meetings = MeetingPage.objects.descendant_of(council).live().public()
    coming = meetings.upcoming().exclude(state=MeetingPage.State.CANCELLED).soonest_first()[:1]
    held = meetings.held().past().newest_first()[:1]
    found = list(coming.union(held, all=True))
    return {
        "next": next((m for m in found if m.is_upcoming), None),
        "latest": next((m for m in found if not m.is_upcoming), None),
    }
