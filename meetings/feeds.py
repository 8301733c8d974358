"""The Atom feed (RFC 4287) of the council's news, meetings and statements."""

from itertools import chain

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from home.incoming.text import clean_line
from home.models import NewsPage
from home.web.page_routing import get_trail

from .models import MeetingPage, StatementPage

KINDS = (MeetingPage, StatementPage, NewsPage)
LENGTH = 30
ASK_AGAIN_AFTER = 900  # seconds


@require_safe
def atom_feed(request):
    """Return the newest publications of the council, most recently changed first."""
    trail = get_trail(request)
    if trail is None or trail.council is None:
        raise Http404
    response = HttpResponse(content_type=Atom1Feed.content_type)
    build_feed(trail.council, request).write(response, "utf-8")
    patch_cache_control(response, public=True, max_age=ASK_AGAIN_AFTER)
    return response


class PlainAtomFeed(Atom1Feed):
    """An Atom feed whose summaries are marked as plain text; Django marks every summary as HTML."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item | {"description": None})
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})


def build_feed(council, request) -> Atom1Feed:
    name = clean_line(council.title)
    document = PlainAtomFeed(
        title=name,
        subtitle="Kokoukset, lausunnot ja tiedotteet",
        link=council.get_full_url(request),
        description=None,  # Atom has none
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=f"urn:uuid:{council.translation_key}",
        language="fi",
        author_name=name,
    )
    for page in newest_pages():
        document.add_item(
            title=clean_line(page.labelled_title),
            link=page.get_full_url(request),
            description=None,
            summary=clean_line(page.description),
            unique_id=f"urn:uuid:{page.translation_key}",
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
            categories=[page._meta.verbose_name],
        )
    return document


def newest_pages() -> list:
    """Return the published pages of these kinds that changed last."""
    of_each = (
        model.objects.live()
        .public()
        .filter(last_published_at__isnull=False)
        .order_by("-last_published_at")[:LENGTH]
        for model in KINDS
    )
    pages = sorted(chain(*of_each), key=lambda page: page.last_published_at, reverse=True)
    return pages[:LENGTH]
