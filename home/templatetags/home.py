"""Template tags of the public pages: {% load home %}."""

from django import template
from django.conf import settings
from wagtail.admin.navigation import get_site_for_user

from home.dates import format_for_machine, format_known_date
from home.models import GoalPage, NewsPage
from home.web.json_ld import make_breadcrumbs, make_script_content
from home.web.page_routing import get_trail

register = template.Library()


@register.simple_tag(takes_context=True)
def site_trail(context):
    """Return the council, its menu and the path to this page; None if no site matches.

    {% site_trail as trail %} then trail.council, trail.menu, trail.footer, trail.steps.
    """
    request = context.get("request")
    return get_trail(request) if request else None


@register.simple_tag
def latest_news(council, number=3):
    """Return the council's newest published news."""
    return list(NewsPage.objects.descendant_of(council).live().public().newest_first()[:number])


@register.simple_tag
def goals(council):
    """Return the council's published goals in order."""
    return list(GoalPage.objects.descendant_of(council).live().public().order_by("number", "path"))


@register.simple_tag(takes_context=True)
def section(context, kind):
    """Return the council's published page of a kind, such as "contactpage", or None."""
    trail = site_trail(context)
    pages = trail.children if trail else []
    return next((page for page in pages if page.cached_content_type.model == kind), None)


@register.simple_tag(takes_context=True)
def structured_data(context):
    """Return the page's structured data and breadcrumbs as JSON-LD; "" if it has neither."""
    page, request, trail = context.get("page"), context.get("request"), site_trail(context)
    steps = trail.steps if trail else []
    if not page or page.pk not in {step.pk for step in steps}:
        return ""  # a draft, or the password page of a restricted page
    crumbs = [make_breadcrumbs(steps, request)] if len(steps) > 1 else []
    about = page.structured_data(request)
    return make_script_content([*([about] if about else []), *crumbs]) if about or crumbs else ""


@register.simple_tag(takes_context=True)
def editor(context):
    """Return the logged-in user with admin access; runs no query for readers without cookies."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.has_perm("wagtailadmin.access_admin") else None


@register.filter
def in_bytes(size):
    """Return a file size in Finnish format: 640 tavua, 39 kt, 1,2 Mt."""
    if size < 1000:
        return f"{size} tavua"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kt"
    return f"{size / 1_000_000:.1f} Mt".replace(".", ",")


@register.filter
def kind(page):
    """Return the type of a page in Finnish: Kokous, Tiedote, Järjestöverkosto."""
    return page.specific_class._meta.verbose_name


@register.filter
def as_known(date, precision):
    """Return the date as precisely as it is known."""
    return format_known_date(date, precision)


@register.filter
def as_known_by_machine(date, precision):
    """Return the date for the HTML datetime attribute."""
    return format_for_machine(date, precision)


@register.simple_tag(takes_context=True)
def council_of_staff(context):
    """Return the name of the council that the logged-in user works for."""
    return get_site_for_user(context["request"].user)["site_name"] or "Neuvottelukunta"
