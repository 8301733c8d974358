"""The results page."""

from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

PER_PAGE = 20
LONGEST_QUERY = 200


@require_safe
def results(request):
    """The published pages of this council that hold the words of the query."""
    query = clean(request.GET.get("q", ""))
    hits = find(request, query) if query else []
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("sivu"))
    return TemplateResponse(request, "search/results.html", {"query": query, "hits": page})


def clean(text: str) -> str:
    """The query without what PostgreSQL cannot take, and no longer than a question needs."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_QUERY]


def find(request, query: str):
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    return pages.search(query, operator="and")
