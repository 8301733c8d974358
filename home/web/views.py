"""Views of responses that are not Wagtail pages."""

import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import PageLogEntry, Site

from .outage import is_outage, render_outage
from .page_routing import get_trail


@require_safe
def robots(request):
    """Allow everything public to robots except the search, which would only add load."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", f"Disallow: {reverse('search')}", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def pages_for_robots(request):
    """Return Wagtail's sitemap, or 404 if no site matches."""
    if Site.find_for_request(request) is None:
        raise Http404
    return sitemap(request)


def not_found(request, exception=None):
    """Return the 404 page, with the words of the URL filled into the search field."""
    words = request.path_info.replace("/", " ").replace("-", " ").split()
    context = {
        "query": " ".join(word for word in words if not word.isdigit()),
        "withdrawn_on": find_withdrawal_day(request),
    }
    return render(request, "404.html", context, status=404)


def find_withdrawal_day(request) -> datetime.date | None:
    """Return the day on which the page of this very address was taken from the public, or None.

    Of what was never public, or is open to some readers only, nothing is told.
    """
    trail = get_trail(request)
    page = trail.found[-1] if trail else None
    depth = len([part for part in request.path_info.split("/") if part])
    if page is None or page.live or page.restricted or page.first_published_at is None:
        return None
    if page.depth - trail.root.depth != depth:
        return None
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="wagtail.unpublish")
    moment = entries.order_by("-timestamp").values_list("timestamp", flat=True).first()
    return timezone.localdate(moment) if moment else None


def server_error(request):
    """Return the page for a database outage or any other error, without using the database."""
    if is_outage():
        return render_outage(request)
    return render(request, "500.html", status=500)


def too_many_requests(request, exception=None, seconds=300):
    """Return the 429 page, with the waiting time in words and in the Retry-After header."""
    response = render(request, "429.html", {"minutes": max(1, seconds // 60)}, status=429)
    response["Retry-After"] = str(seconds)
    return response
