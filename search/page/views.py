"""Views of the results page, the suggestions, and the counting of opened hits."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from ..query import engine
from ..query.parsing import clean_query
from ..store.lexicon import current_analyser, read_state
from . import log
from .answers import answers_to
from .choices import address_with, list_filters, parse_filters
from .promotions import topics_and_promotions
from .results import build_hits
from .suggestions import suggest

PER_PAGE = 10
MOST_APART = 5  # pages offered apart from the hits


@require_safe
def results(request):
    """Show the published pages and files of this council that answer the query."""
    query = clean_query(request.GET.get("q", ""))
    context = {
        "query": query,
        "title": _("%(query)s – haku") % {"query": query} if query else _("Haku"),
        "hits": Paginator([], PER_PAGE).get_page(1),
    }
    if query:
        context |= results_context(request, query)
    return TemplateResponse(request, "search/results.html", context)


def results_context(request, query: str) -> dict:
    """Return the context of the results page."""
    literal = bool(request.GET.get("sanatarkasti"))
    latest = request.GET.get("jarjestys") == "uusin"
    filters = parse_filters(request.GET)
    state = read_state()
    root, analyser = root_path(request), current_analyser(state)
    answer = engine.search(query, root, analyser, literal=literal, filters=filters, latest=latest)
    page = Paginator(answer.pages, PER_PAGE).get_page(request.GET.get("sivu"))
    page.object_list = build_hits(page.object_list, answer)
    topics, promotions = topics_and_promotions(answer, root, analyser, state.promotions)
    first = page.number == 1 and not filters
    missing = [group.word for group in answer.missing]
    corrected = engine.corrected_text(answer)
    if first and request.method == "GET":
        log.count_search(query, len(answer.pages))
    return {
        "hits": page,
        "count": len(answer.pages),
        "count_sentence": count_sentence(len(answer.pages), answer.more, corrected or query),
        "corrected": corrected,
        "choices": list_filters(answer, filters, topics, request.GET),
        "filtered": bool(filters),
        "missing": missing_sentence(missing) if first else "",
        "apart": build_hits(answer.apart[:MOST_APART], answer) if first else [],
        "answers": answers_to(answer, page.object_list, root, analyser) if first else [],
        "promotions": promotions if first else [],
        "opened": counter_address(request, query),
        "query_string": address_with(request.GET, "", "").lstrip("?"),
        "sortings": [
            (_("Osuvin ensin"), address_with(request.GET, "jarjestys", ""), not latest),
            (_("Uusin ensin"), address_with(request.GET, "jarjestys", "uusin"), latest),
        ],
        "literally": address_with(request.GET, "sanatarkasti", "1"),
    }


def missing_sentence(words: list[str]) -> str:
    """Say which words of the query no public text has; "" when all are somewhere."""
    if not words:
        return ""
    pattern = ngettext(
        "Sivustolla ei ole sanaa <strong>{words}</strong>.",
        "Sivustolla ei ole sanoja <strong>{words}</strong>.",
        len(words),
    )
    return format_html(pattern, words=", ".join(words))


def count_sentence(count: int, more: bool, query: str) -> str:
    """Describe the number of hits for the line above them; `more`: there may be more hits."""
    if not count:
        pattern = _("Ei tuloksia haulle <strong>{query}</strong>")
    elif more:
        pattern = ngettext(
            "Yli {count} tulos haulle <strong>{query}</strong>",
            "Yli {count} tulosta haulle <strong>{query}</strong>",
            count,
        )
    else:
        pattern = ngettext(
            "{count} tulos haulle <strong>{query}</strong>",
            "{count} tulosta haulle <strong>{query}</strong>",
            count,
        )
    return format_html(pattern, count=count, query=query)


def counter_address(request, query: str) -> str:
    """Return the absolute address that counts an opened hit, for `ping`; "" for no counting."""
    signed = log.sign(query)
    address = f"{reverse('search_opened')}?{urlencode({'haku': signed})}"
    return request.build_absolute_uri(address) if signed else ""


@require_safe
def suggestions(request):
    """Return completions of the words typed so far, for the search field."""
    query = clean_query(request.GET.get("q", ""))
    response = JsonResponse({"suggestions": suggest(query, root_path(request), current_analyser())})
    patch_cache_control(response, public=True, max_age=60)
    return response


@csrf_exempt
@require_POST
def record_opened(request):
    """Count that a hit was opened; the browser sends this itself when a link is followed (`ping`).

    Exempt from the CSRF check: it needs no login, and counts only what a results page signed.
    """
    log.count_opened(request.GET.get("haku", ""), request.GET.get("sivu", ""))
    return HttpResponse(status=204)


def root_path(request) -> str:
    """Return the path of the front page, below which all hits are."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site.root_page.path
