"""The list of meetings, with views over all of them: decisions, years, calendar."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from home.models import IndexPage

from ..calendar import calendar_response
from ..questions import answer_on_meetings, recognises_meeting
from .archive import by_year
from .decisions import as_csv, filter_decisions
from .meeting import MeetingPage

BYTE_ORDER_MARK = "\ufeff"  # without it Excel misreads ä and ö


class MeetingIndexPage(RoutablePageMixin, IndexPage):
    """Every meeting of the council, year by year."""

    DECISIONS_PER_PAGE = 50

    page_description = "Luettelo kokouksista vuosittain."
    template = "meetings/meeting_index_page.html"
    everyday_words = "kokousaikataulu, kokoontua, tulevat tapahtumat, möten, meetings"

    class Meta:
        verbose_name = "kokoukset"
        verbose_name_plural = "kokousluettelot"

    def meetings(self):
        return MeetingPage.objects.child_of(self).live().public()

    @classmethod
    def recognises(cls, question) -> bool:
        return recognises_meeting(question)

    def answer_question(self, question):
        return answer_on_meetings(question, self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["upcoming"] = self.meetings().upcoming().soonest_first()
        context["years"] = by_year(self.meetings().past().newest_first())
        return context

    @re_path(r"^([12]\d{3})/$", name="year")
    def year(self, request, year):
        """Show the meetings of one year in order, upcoming ones included."""
        meetings = list(self.meetings().filter(date__year=year).soonest_first())
        if not meetings:
            raise Http404
        context = {
            "meetings": meetings,
            "title": f"Kokoukset {year}",
            "description": f"kokoukset, päätökset ja asiakirjat vuodelta {year}.",
            "own_address": f"{year}/",
        }
        return self.render_view(request, "meetings/year.html", context)

    @path("paatokset/", name="decisions")
    def decisions(self, request):
        """Show the decisions of all meetings, filtered as the reader chose."""
        found = filter_decisions(request.GET)
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
        return self.render_view(request, "meetings/decisions.html", context)

    @path("paatokset.csv/", name="decisions_csv")
    def decisions_as_table(self, request):
        """Return the same decisions as CSV for a spreadsheet."""
        table = as_csv(filter_decisions(request.GET), request)
        response = HttpResponse(BYTE_ORDER_MARK + table, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="paatokset.csv"'
        return response

    @path("kalenteri.ics/", name="calendar")
    def calendar(self, request):
        """Return all meetings as a calendar to subscribe to: past, upcoming and cancelled."""
        return calendar_response(self.meetings().soonest_first(), self.get_parent(), request)

    def render_view(self, request, template, context):
        """Render another view of this page under its own address."""
        return self.render(request, template=template, context_overrides=context)
