"""Search report in the admin: what readers search for and do not find."""

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Min, Sum
from django.urls import path
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from ..index.rebuild import count_outdated
from ..models import IndexedPage, OpenedHit, SearchCount
from .promotions import editable_pages

ROWS = 50
DAYS = (7, 30, 90)


def count_searches(since: datetime.date):
    """Return each query once, with how often it was made and how many hits it had."""
    made = SearchCount.objects.filter(day__gte=since)
    return made.values("query").annotate(number=Sum("times"), fewest=Min("hits"), most=Max("hits"))


def count_opened_pages(pages, since: datetime.date):
    """Return which pages were opened from the results of which query, and how often."""
    hits = OpenedHit.objects.filter(page__in=pages, day__gte=since)
    counted = hits.values("query", "page__title").annotate(number=Sum("times"))
    return counted.order_by("-number", "query")


class SearchReport(WagtailAdminTemplateMixin, TemplateView):
    """Queries without hits, the most common queries, and opened hits."""

    page_title = "Hakuraportti"
    header_icon = "search"
    template_name = "admin/search/report.html"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("search.view_searchcount"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        since = timezone.localdate() - datetime.timedelta(days=self.days - 1)
        found = count_searches(since)
        return super().get_context_data(**kwargs) | {
            "days": self.days,
            "all_days": DAYS,
            "kept": settings.SEARCH_LOG_DAYS,
            "without_hits": found.filter(most=0).order_by("-number", "query")[:ROWS],
            "most_common": found.order_by("-number", "query")[:ROWS],
            "opened": count_opened_pages(editable_pages(self.request.user).values("pk"), since)[
                :ROWS
            ],
            "pages": IndexedPage.objects.count(),
            "outdated": count_outdated(),
        }

    @property
    def days(self) -> int:
        asked = self.request.GET.get("paivat", "")
        return int(asked) if asked.isdecimal() and int(asked) in DAYS else DAYS[1]


class ReportViewSet(ViewSet):
    name = "search_report"
    url_prefix = "hakuraportti"
    icon = "list-ul"
    menu_label = "Hakuraportti"
    menu_hook = "register_reports_menu_item"
    menu_order = 130

    def get_urlpatterns(self):
        return [path("", SearchReport.as_view(), name="index")]
