"""Route a URL to a page with three queries.

Plain Wagtail queries the database twice for every level of the URL, once more for restrictions and
again for the menu. Here a single query fetches all pages on the path, whether each is restricted,
the council and its menu.
"""

from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction, Site

# Limits on path segments and characters. No page exceeds them, so a longer URL is not looked up.
DEEPEST = 20
LONGEST = 1000


@dataclass
class Trail:
    """The pages on the path from the council's front page, and the children of the front page."""

    root: Page
    found: list[Page]  # every page on the path of the URL, drafts included
    children: list[Page]  # published, unrestricted children of the front page, in order

    @property
    def council(self):
        return getattr(self.root, "homepage", None)

    @property
    def steps(self) -> list[Page]:
        """Return the public pages on the path."""
        return [page for page in self.found if page.live and not page.restricted]

    @property
    def menu(self) -> list[Page]:
        return [page for page in self.children if page.show_in_menus]

    @property
    def footer(self) -> list[Page]:
        return [page for page in self.children if not page.show_in_menus]


def get_trail(request) -> Trail | None:
    """Return the trail of the request's URL, read once per request; None if no site matches."""
    if not hasattr(request, "_council_trail"):
        request._council_trail = read_trail(request)
    return request._council_trail


def read_trail(request) -> Trail | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    addresses = list(iterate_url_paths(site.root_page.url_path, request.path_info))
    root = site.root_page
    child_of_root = Q(path__startswith=root.path, depth=root.depth + 1, live=True)
    pages = list(
        Page.objects.filter(Q(url_path__in=addresses) | child_of_root)
        .annotate(restricted=Exists(get_restrictions_above(OuterRef("path"))))
        .select_related("homepage")
        .order_by("path")
    )
    return Trail(
        root=next(page for page in pages if page.pk == root.pk),
        found=[page for page in pages if page.url_path in addresses],
        children=[
            page
            for page in pages
            if page.depth == root.depth + 1 and page.live and not page.restricted
        ],
    )


def iterate_url_paths(root_url_path: str, path: str):
    """Yield the url_path of the front page and of every possible page on the path."""
    yield root_url_path
    components = [part for part in path.split("/") if part]
    if len(components) > DEEPEST or len(path) > LONGEST:
        return
    address = root_url_path
    for component in components:
        address += component + "/"
        yield address


def get_restrictions_above(path):
    here = ExpressionWrapper(path, output_field=CharField())
    return PageViewRestriction.objects.alias(here=here).filter(here__startswith=F("page__path"))


def find_page(request):
    """Return the specific page, args and kwargs that answer the request."""
    trail = get_trail(request)
    if trail is None:
        raise Http404
    page = trail.found[-1]
    components = [part for part in request.path_info.split("/") if part]
    rest = components[page.depth - trail.root.depth :]
    if rest and page.specific_class.route is Page.route:
        raise Http404  # the trail holds every page on the path, and this one has no sub-URLs
    specific = page.specific
    if not page.restricted:
        # Already known: avoids the query with which Wagtail would check again.
        specific.get_view_restrictions = PageViewRestriction.objects.none
    return specific.route(request, rest)


def serve_found_page(page, request, args, kwargs):
    """Serve the page, like serve_chain of wagtail.views, which Wagtail 8 cannot import here."""
    return page.serve(request, *args, **kwargs)


@csrf_exempt
def serve_page(request, path):
    """Serve a page of the council's site.

    Exempt from the CSRF check because no page acts on a reader's session: readers have none, and so
    need no cookie. POST requests only reach pages that list POST in their allowed methods.
    """
    page, args, kwargs = find_page(request)
    refusal = page.check_request_method(request)
    if refusal is not None:
        return refusal
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, args, kwargs)
        if isinstance(result, HttpResponse):
            return result
    chain = serve_found_page
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    return chain(page, request, args, kwargs)
