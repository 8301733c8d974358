import datetime
import re

from django.dispatch import receiver
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.contrib.routable_page.models import path, re_path
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished, published, unpublished

from home.models import IndexPage
from home.web.page_routing import get_trail

from ..composition import Composition, compose
from ..forms import DayForm
from ..open_end import list_caveats
from ..timeline import make_timeline, mandate_last_day
from ..towns import towns_on_map
from .findable import seat_answers, seat_sections
from .finding import FinderForm, organisation_changes
from .mandate import Mandate
from .network import NetworkPage
from .nomination import NominationPage
from .outside import OutsideBodies, find_appointments
from .person import Person
from .questions import (
    QUESTION_WORDS,
    answer_on_representatives,
    recognises_representatives,
)
from .seat import Seat
from .seat_contact import ContactsSeats
from .term import Term

# Past terms whose names are listed on the main page.
PAST_TERMS = 2


class RepresentativesPage(ContactsSeats, OutsideBodies, IndexPage):
    """The council's representatives: today, on a day, in a term, by search, and on the map."""

    page_description = (
        "Luettelo edustajista. Nimet tulevat toimikausista, niitä ei kirjoiteta tähän."
    )
    template = "networks/representatives_page.html"
    everyday_words = "luottamushenkilö, medlemmar, representanter, ordförande, members, chairman"
    question_words = QUESTION_WORDS

    class Meta:
        verbose_name = "edustajat"
        verbose_name_plural = "edustajasivut"

    @property
    def body_text(self):
        """Return all seats, their municipalities and everyone in a published term, for search."""
        # At any time: nothing reindexes the page when a day passes and a holder changes.
        council_id = self.get_parent().pk
        seats = Seat.objects.filter(body=council_id, live=True)
        places = seats.exclude(organisation=None).values_list("organisation__place_name", flat=True)
        people = Person.objects.filter(mandates__term__body=council_id, mandates__term__live=True)
        return "\n".join(str(entry) for entry in [*seats, *places, *people.distinct()])

    def sections(self):
        yield from super().sections()
        yield from seat_sections(self.get_parent().pk)

    def answers(self, keys):
        """Return who holds the seats today; the search calls this when a seat is the answer."""
        return seat_answers(self.composition_today(), keys)

    @classmethod
    def recognises(cls, question) -> bool:
        return recognises_representatives(question)

    def answer_question(self, question):
        return answer_on_representatives(question, self)

    def composition_today(self):
        return composition_on(timezone.localdate(), self.get_parent().pk)

    def public_calls(self):
        """Return the published calls for candidates."""
        return NominationPage.objects.child_of(self).live().public()

    # Views under the page

    @path("")
    def today(self, request):
        """Show today's council, or the results of a search given in the query string."""
        if "paiva" in request.GET:
            return self.redirect_to_day(request)
        if any(request.GET.get(name) for name in FinderForm.base_fields):
            return self.search(request)
        terms = self.terms(request)
        today = timezone.localdate()
        past = [term for term in terms if term.ends and term.ends < today][:PAST_TERMS]
        context = self.day_context(request, today, terms, past)
        context["caveats"] = context["composition"].caveats
        return self.answer(request, "", context | {"finder": FinderForm({}, self.council(request))})

    def redirect_to_day(self, request):
        """Redirect from the form to the address of the chosen day."""
        form = DayForm(request.GET)
        if form.is_valid():
            return redirect(f"{self.get_url(request)}{form.cleaned_data['paiva'].isoformat()}/")
        context = {"heading": "Päivä ei kelpaa", "terms": self.terms(request), "day_form": form}
        return self.answer(request, "", context, "networks/representatives_missing.html", 400)

    @re_path(r"^(\d{4})-(\d{2})-(\d{2})/$")
    def day(self, request, *numbers):
        """Show the council as it was or will be on a day."""
        own, terms = "-".join(numbers) + "/", self.terms(request)
        try:
            day = datetime.date(*map(int, numbers))
        except ValueError:
            written = f"{int(numbers[2])}.{int(numbers[1])}.{int(numbers[0])}"
            return self.answer_unknown_day(request, own, f"Päivää {written} ei ole", terms)
        context = self.day_context(request, day, terms)
        composition = context["composition"]
        unknown = _("Kokoonpano %(day)s ei ole tiedossa") % {"day": day_in_words(day)}
        if composition.term is None or (composition.caveats and day > timezone.localdate()):
            return self.answer_unknown_day(request, own, unknown, terms, composition.caveats)
        if composition.caveats:
            context |= {"heading": unknown, "caveats": composition.caveats, "noindex": True}
            return self.answer(request, own, context)
        heading = f"Edustajat {day_in_words(day)}"
        return self.answer(request, own, context | {"heading": heading, "noindex": True})

    def answer_unknown_day(self, request, own, heading, terms, latest=()):
        """Say that nothing is known of the day; `latest` are the caveats of what is."""
        context = {"heading": heading, "terms": terms, "day_form": DayForm(), "latest": latest}
        return self.answer(request, own, context, "networks/representatives_missing.html", 404)

    @path("toimikausi/<str:begins>/")
    def term(self, request, begins):
        """Show everyone of a term, whose address is its first day as precisely as known."""
        terms = self.terms(request)
        term = next((term for term in terms if term.starts.isoformat().startswith(begins)), None)
        if term is None or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", begins):
            raise Http404
        mandates = list(Mandate.objects.filter(term=term).in_order())
        composition = compose(None, term, [], mandates, Seat.Group.choices)
        last = term.ends or max(timezone.localdate(), term.starts)
        context = {
            "heading": f"Edustajat, toimikausi {term}",
            "composition": composition,
            "timeline": make_timeline(mandates, timezone.localdate(), term.starts, last),
            "terms": terms,
            "day_form": DayForm(),
        }
        own = f"toimikausi/{term.address}/"
        return self.answer(request, own, context, "networks/representatives_term.html")

    @path("kartta/")
    def map(self, request):
        """Show the municipalities of the region and who represents each."""
        composition = composition_on(timezone.localdate(), self.council(request).pk)
        towns = towns_on_map(self.region(request), composition)
        if towns is None:
            raise Http404
        context = {
            "heading": "Kunnat kartalla",
            "map": towns,
            "composition": composition,
            "caveats": composition.caveats,
        }
        return self.answer(request, "kartta/", context, "networks/representatives_map.html")

    def search(self, request):
        """Show the mandates found: current, upcoming and past."""
        form = FinderForm(request.GET, self.council(request))
        template = "networks/representatives_found.html"
        context = {
            "heading": _("Kuka edustaa sinua?"),
            "finder": form,
            "finder_open": True,
            "noindex": True,
        }
        if not form.is_valid():
            return self.answer(request, "", context, template, 400)
        mandates = list(form.mandates())
        alone = form.cleaned_data["henkilo"] or form.cleaned_data["paikka"]
        elsewhere = find_appointments(form)
        if alone and not (mandates or elsewhere):
            raise Http404
        if alone:
            one = (mandates or elsewhere)[0]
            context["heading"] = str(one.person if form.cleaned_data["henkilo"] else one.seat)
        today = timezone.localdate()
        context |= group_by_time(mandates, today) | {
            "timeline": make_timeline(mandates, today),
            "elsewhere": elsewhere,
            "finder_open": not (mandates or elsewhere),
            "changes": organisation_changes(form.body) if form.body else [],
        }
        return self.answer(request, "", context, template)

    # Shared by these views

    def council(self, request):
        """Return the front page above, usually loaded by the request already."""
        trail = get_trail(request)
        return trail.root if trail and self.is_child_of(trail.root) else self.get_parent()

    def region(self, request) -> str:
        return self.council(request).homepage.region

    def terms(self, request):
        """Return the published terms, newest first."""
        return list(Term.objects.filter(body=self.council(request).pk, live=True).newest_first())

    def day_context(self, request, day, terms, past=()) -> dict:
        """Return the composition on a day and the full lists of past terms, in two queries."""
        current = next((term for term in terms if term.holds(day)), None)
        shown = [*past, *([current] if current else [])]
        mandates = list(Mandate.objects.filter(term__in=shown).in_order())
        held = [m for m in mandates if current and m.term_id == current.pk and m.holds(day)]
        composition = compose(
            day,
            current if held else None,
            seats_on(day, self.council(request).pk),
            held,
            Seat.Group.choices,
        )
        return {
            "composition": composition,
            "past_terms": [(t, [m for m in mandates if m.term_id == t.pk]) for t in past],
            "terms": terms,
            "day_form": DayForm(initial={"paiva": day}),
            "has_map": towns_on_map(self.region(request), composition) is not None,
        }

    def answer(self, request, own, context, template=None, status=200):
        """Render a view of this page under its own address: `own` is what follows the page's."""
        context = {"own_address": self.get_full_url(request) + own, "heading": self.title} | context
        response = self.render(request, template=template, context_overrides=context)
        response.status_code = status
        return response


def day_in_words(day) -> str:
    return date_format(day, "j.n.Y")


def seats_on(day, council_id):
    seats = Seat.objects.filter(body=council_id, live=True).on(day)
    return seats.select_related("network", "organisation")


def composition_on(date, council_id) -> Composition:
    """Return the published composition on the day."""
    mandates = list(Mandate.objects.public().of(council_id).on(date).in_order())
    term = mandates[0].term if mandates else None
    return compose(date, term, seats_on(date, council_id), mandates, Seat.Group.choices)


def group_by_time(mandates, today) -> dict:
    """Return the mandates that hold today, upcoming ones and ended ones.

    `caveats` says of those that hold today if they are only the latest that are known.
    """
    parts = {"now": [], "coming": [], "before": []}
    for mandate in mandates:
        end = mandate_last_day(mandate)
        begun = max(mandate.starts, mandate.term.starts) <= today
        when = "before" if end and end < today else "now" if begun else "coming"
        parts[when].append(mandate)
    return parts | {"caveats": list_caveats(parts["now"], today)}


# Names on these pages come from other objects, so the search is notified by signals.


@receiver([published, unpublished], sender=Term)
@receiver([published, unpublished], sender=Person)
@receiver([published, unpublished], sender=Seat)
@receiver([page_published, page_unpublished], sender=NetworkPage)
def reindex_names(**kwargs):
    """Reindex the pages that list representatives, once the transaction commits."""
    index_pages.enqueue()


@task()
def index_pages():
    for model in (RepresentativesPage, NetworkPage, NominationPage):
        for page in model.objects.all():
            index.insert_or_update_object(page)
