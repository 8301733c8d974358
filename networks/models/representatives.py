from functools import partial

from django.db import transaction
from django.db.models import Prefetch
from django.dispatch import receiver
from django.utils import timezone
from wagtail.search import index
from wagtail.signals import published, unpublished

from home.models import HomePage, IndexPage

from ..composition import Composition, compose
from ..findable import seat_answers, seat_sections
from .mandate import Mandate
from .network import NetworkPage
from .person import Person
from .seat import Seat
from .term import Term


class RepresentativesPage(IndexPage):
    """Who sits in the council."""

    subpage_types = []
    page_description = (
        "Luettelo edustajista. Nimet tulevat toimikausista, niitä ei kirjoiteta tähän."
    )
    template = "networks/representatives_page.html"

    class Meta:
        verbose_name = "edustajat"
        verbose_name_plural = "edustajasivut"

    @property
    def body_text(self):
        """Every seat, its municipality and everyone in a published term, for the search."""
        # Whatever the day: nothing stores the index anew when a day passes and a holder changes.
        council_id = self.get_parent().pk
        seats = Seat.objects.filter(council=council_id, live=True)
        places = seats.exclude(organisation=None).values_list("organisation__place_name", flat=True)
        people = Person.objects.filter(
            mandates__term__council=council_id, mandates__term__live=True
        )
        return "\n".join(str(entry) for entry in [*seats, *places, *people.distinct()])

    def sections(self):
        yield from super().sections()
        yield from seat_sections(self.get_parent().pk)

    def answers(self, keys):
        """Who holds the seats today; the search asks when one of them is the answer."""
        return seat_answers(composition_on(timezone.localdate(), self.get_parent().pk), keys)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        council_id = self.get_parent().pk
        context["composition"] = composition_on(timezone.localdate(), council_id)
        context["past_terms"] = past_terms(timezone.localdate(), council_id)
        return context


def composition_on(date, council_id) -> Composition:
    """The council as published for the day."""
    mandates = list(Mandate.objects.public().of(council_id).on(date).in_order())
    seats = Seat.objects.filter(council=council_id, live=True).on(date).select_related("network")
    term = mandates[0].term if mandates else None
    return compose(date, term, seats, mandates, Seat.Group.choices)


def past_terms(date, council_id):
    """The published terms that have ended, newest first, each with its mandates in order."""
    return (
        Term.objects.filter(council=council_id, live=True, ends__lt=date)
        .newest_first()
        .prefetch_related(Prefetch("mandates", Mandate.objects.in_order()))
    )


# The names on these pages come from other entries: the search learns of a change from a signal.


@receiver([published, unpublished], sender=Term)
def term_changed(instance, **kwargs):
    find_anew({instance.council_id})


@receiver([published, unpublished], sender=Person)
@receiver([published, unpublished], sender=Seat)
def name_changed(instance, **kwargs):
    terms = Term.objects.filter(live=True, mandates__in=instance.mandates.all())
    find_anew(set(terms.values_list("council", flat=True)))


def find_anew(councils):
    """Tells the search, once all is stored, who is on the pages of the councils."""
    if councils:
        transaction.on_commit(partial(index_pages, councils))


def index_pages(councils):
    for council in HomePage.objects.filter(pk__in=councils):
        for model in (RepresentativesPage, NetworkPage):
            for page in model.objects.descendant_of(council):
                index.insert_or_update_object(page)
