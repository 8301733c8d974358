from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from home.dates import format_for_machine
from home.models import Approvable

from ..composition import compose
from ..constraints import days, ends_after_it_starts, without_overlaps
from ..dates import Period, PeriodQuerySet
from ..forms import TermForm
from ..publishes_drafts import PublishesDrafts
from .body import OfBody
from .organisation import Organisation
from .person import Person
from .seat import Seat


class TermQuerySet(PeriodQuerySet):
    def newest_first(self):
        return self.order_by("-starts")


class Term(
    PublishesDrafts, OfBody, index.Indexed, PreviewableMixin, Approvable, ClusterableModel, Period
):
    """A term of the council with all its mandates, edited and approved as one."""

    name = models.CharField(
        "nimi", max_length=80, help_text="Esimerkiksi 2023 tai 2024–2025. Näkyy otsikossa."
    )
    note = models.TextField(
        "lisätieto",
        blank=True,
        help_text="Näkyy kokoonpanon yhteydessä, esimerkiksi mistä tieto on peräisin.",
    )
    incomplete = models.BooleanField(
        "osa edustajista ei ole tiedossa",
        default=False,
        help_text="Valitse, jos kaikkia edustajia ei tiedetä. Tyhjiä paikkoja ei silloin näytetä "
        "täyttämättöminä.",
    )

    base_form_class = TermForm
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("starts_precision")]),
        FieldRowPanel([FieldPanel("ends"), FieldPanel("ends_precision")]),
        FieldPanel("note"),
        FieldPanel("incomplete"),
        InlinePanel(
            "mandates",
            heading="Edustukset",
            label="edustus",
            help_text="Kun edustaja vaihtuu, merkitse edelliselle päättymispäivä ja lisää uusi "
            "edustus. Älä kirjoita uutta nimeä vanhan päälle: historia katoaisi.",
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("live"),
    ]

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = "toimikausi"
        verbose_name_plural = "toimikaudet"
        ordering = ["-starts"]
        constraints = [
            ends_after_it_starts(
                "term_ends_after_it_starts", "Toimikausi ei voi päättyä ennen kuin se alkaa."
            ),
            ExclusionConstraint(
                name="terms_of_a_body_do_not_overlap",
                expressions=[("body", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                violation_error_message="Toimikausi menee päällekkäin toisen toimikauden kanssa. "
                "Merkitse ensin edelliselle toimikaudelle päättymispäivä.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        """Return the term's part of an address: its first day as precisely as known."""
        return format_for_machine(self.starts, self.starts_precision)

    def get_constraints(self):
        """Return the constraints, without the one on overlaps if the dates are in the wrong order.

        Such dates are no valid range, and have an error message of their own.
        """
        constraints = super().get_constraints()
        possible = not (self.starts and self.ends and self.ends < self.starts)
        return constraints if possible else without_overlaps(constraints)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save in one transaction: a successor may be stored before the predecessor's end."""
        super().save(*args, **kwargs)

    def get_accompanying_drafts(self) -> list:
        """Return the unpublished people, seats and organisations of the mandates."""
        mandates = self.mandates.all()
        seats = Seat.objects.filter(pk__in=[mandate.seat_id for mandate in mandates])
        people = Person.objects.filter(pk__in=[mandate.person_id for mandate in mandates])
        bodies = Organisation.objects.filter(
            Q(pk__in=[mandate.organisation_id for mandate in mandates]) | Q(seats__in=seats)
        )
        found = (people, seats, bodies.distinct())
        return [entry for entries in found for entry in entries.filter(live=False)]

    def get_preview_template(self, request, mode_name):
        return "networks/term.html"

    def get_preview_context(self, request, mode_name):
        """Return the context with everyone of the term, as in the form or the revision shown."""
        context = super().get_preview_context(request, mode_name)
        mandates = [m for m in self.mandates.all() if m.seat_id and m.person_id]
        members = {m.pk: m for m in mandates if m.pk}
        for mandate in mandates:
            mandate.deputy_of = members.get(mandate.deputy_of_id)
        seats = Seat.objects.filter(body=self.body_id, live=True).on(self.starts)
        context["composition"] = compose(
            self.starts, self, seats.select_related("network"), mandates, Seat.Group.choices
        )
        return context
