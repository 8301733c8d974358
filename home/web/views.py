"""The answers that are no page of Wagtail's."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Site

from .outage import is_outage, outage


@require_safe
def robots(request):
    """Everything public may be read by robots; the search would only be load without use."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    lines = ["User-agent: *", f"Disallow: {reverse('search')}", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def pages_for_robots(request):
    """Wagtail's map of the site, where there is a site to map."""
    if Site.find_for_request(request) is None:
        raise Http404
    return sitemap(request)


def not_found(request, exception=None):
    """Not found, with the words of the address ready in the search field."""
    words = request.path_info.replace("/", " ").replace("-", " ").split()
    context = {"query": " ".join(word for word in words if not word.isdigit())}
    return render(request, "404.html", context, status=404)


def server_error(request):
    """An error of ours, or the database's absence: a page that asks nothing of the database."""
    if is_outage():
        return outage(request)
    return render(request, "500.html", status=500)


def too_many_requests(request, exception=None, seconds=300):
    """Tell to wait, people in words and programs by a header."""
    response = render(request, "429.html", {"minutes": max(1, seconds // 60)}, status=429)
    response["Retry-After"] = str(seconds)
    return response
