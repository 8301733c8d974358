"""The door to the council's own pages: {% load home %}."""

from django import template

from home.models import GoalPage, NewsPage
from home.serving import trail_for

register = template.Library()


@register.simple_tag(takes_context=True)
def site_trail(context):
    """The council, its menu and the way to this page; None where no site answers.

    {% site_trail as trail %} then trail.council, trail.menu, trail.footer, trail.steps.
    """
    request = context.get("request")
    return trail_for(request) if request else None


@register.simple_tag
def latest_news(council, number=3):
    """The council's newest published news."""
    return list(NewsPage.objects.descendant_of(council).live().public().newest_first()[:number])


@register.simple_tag
def goals(council):
    """The council's published goals in order."""
    return list(GoalPage.objects.descendant_of(council).live().public().order_by("number", "path"))
