"""The door to the council's own pages: {% load home %}."""

from django import template
from django.conf import settings
from wagtail.admin.navigation import get_site_for_user

from home.dates import machine_readable, written
from home.models import GoalPage, NewsPage
from home.web.json_ld import as_script, breadcrumbs
from home.web.page_routing import trail_for

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


@register.simple_tag(takes_context=True)
def section(context, kind):
    """The council's own page of a kind, such as "contactpage"; None when it has none published."""
    trail = site_trail(context)
    pages = trail.children if trail else []
    return next((page for page in pages if page.cached_content_type.model == kind), None)


@register.simple_tag(takes_context=True)
def structured_data(context):
    """What the page tells machines of itself, and the way to it, as JSON-LD; empty for neither."""
    page, request, trail = context.get("page"), context.get("request"), site_trail(context)
    steps = trail.steps if trail else []
    if not page or page.pk not in {step.pk for step in steps}:
        return ""  # a draft, or the door of a page that is not for everyone
    crumbs = [breadcrumbs(steps, request)] if len(steps) > 1 else []
    about = page.structured_data(request)
    return as_script([*([about] if about else []), *crumbs]) if about or crumbs else ""


@register.simple_tag(takes_context=True)
def editor(context):
    """The logged-in person who may enter the admin; asks nothing of a reader without cookies."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.has_perm("wagtailadmin.access_admin") else None


@register.filter
def in_bytes(size):
    """The size of a file as Finns write it: 640 tavua, 39 kt, 1,2 Mt."""
    if size < 1000:
        return f"{size} tavua"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kt"
    return f"{size / 1_000_000:.1f} Mt".replace(".", ",")


@register.filter
def kind(page):
    """What a page is, in Finnish: Kokous, Tiedote, Järjestöverkosto."""
    return page.specific_class._meta.verbose_name


@register.filter
def as_known(date, precision):
    """The date as far as the source tells it."""
    return written(date, precision)


@register.filter
def as_known_by_machine(date, precision):
    """The same for the datetime attribute."""
    return machine_readable(date, precision)


@register.simple_tag(takes_context=True)
def council_of_staff(context):
    """The name of the council that the logged-in person works for."""
    return get_site_for_user(context["request"].user)["site_name"] or "Neuvottelukunta"
