"""The list of meetings and what is read from all of them: decisions, years, calendar."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from home.models import IndexPage

from ..calendar import calendar_response
from .archive import by_year
from .decisions import as_csv, decisions_of
from .meeting import MeetingPage

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes ä and ö for something else


class MeetingIndexPage(RoutablePageMixin, IndexPage):
    """Every meeting of the council, year by year."""

    DECISIONS_PER_PAGE = 50

    page_description = "Luettelo kokouksista vuosittain."
    template = "meetings/meeting_index_page.html"

    class Meta:
        verbose_name = "kokoukset"
        verbose_name_plural = "kokousluettelot"

    def meetings(self):
        return MeetingPage.objects.child_of(self).live().public()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["upcoming"] = self.meetings().upcoming().soonest_first()
        context["years"] = by_year(self.meetings().past().newest_first())
        return context

    @re_path(r"^([12]\d{3})/$", name="year")
    def year(self, request, year):
        """The meetings of one year in order, those to come included."""
        meetings = list(self.meetings().filter(date__year=year).soonest_first())
        if not meetings:
            raise Http404
        context = {
            "meetings": meetings,
            "title": f"Kokoukset {year}",
            "description": f"kokoukset, päätökset ja asiakirjat vuodelta {year}.",
            "own_address": f"{year}/",
        }
        return self.shown(request, "meetings/year.html", context)

    @path("paatokset/", name="decisions")
    def decisions(self, request):
        """The decisions of all meetings, narrowed down as the reader asks."""
        found = decisions_of(request.GET)
        pages = Paginator(found.items, self.DECISIONS_PER_PAGE).get_page(request.GET.get("sivu"))
        chosen = request.GET.copy()
        chosen.pop("sivu", None)
        context = {
            "decisions": found,
            "pages": pages,
            "chosen": chosen.urlencode(),
            "title": "Päätökset",
            "description": "mitä kokouksissa on päätetty, vuosittain, verkostoittain ja "
            "tavoitteittain.",
            "own_address": "paatokset/",
        }
        return self.shown(request, "meetings/decisions.html", context)

    @path("paatokset.csv/", name="decisions_csv")
    def decisions_as_table(self, request):
        """The same decisions for a spreadsheet."""
        table = as_csv(decisions_of(request.GET), request)
        response = HttpResponse(BYTE_ORDER_MARK + table, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="paatokset.csv"'
        return response

    @path("kalenteri.ics/", name="calendar")
    def calendar(self, request):
        """Every meeting, past, coming and cancelled, for a calendar that follows ours."""
        return calendar_response(self.meetings().soonest_first(), self.get_parent(), request)

    def shown(self, request, template, context):
        """A page of this list's own, beside the list itself."""
        return self.render(request, template=template, context_overrides=context)
