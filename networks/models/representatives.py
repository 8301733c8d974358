from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from home.models import BasePage

from ..composition import Composition, compose
from .roster import Mandate, Seat, Term


class RepresentativesPage(BasePage):
    """Who sits in the council."""

    lead = models.TextField(
        "johdanto", blank=True, max_length=500, help_text="Näkyy otsikon alla ennen luetteloa."
    )

    content_panels = BasePage.content_panels + [FieldPanel("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    page_description = (
        "Luettelo edustajista. Nimet tulevat toimikausista, niitä ei kirjoiteta tähän."
    )
    template = "networks/representatives_page.html"

    class Meta:
        verbose_name = "edustajat"
        verbose_name_plural = "edustajasivut"

    @property
    def lead_text(self):
        return self.lead

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
