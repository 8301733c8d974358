"""The term of a body."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import PreviewableMixin
from wagtail.search import index

from home.dates import format_for_machine
from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.models import Approvable

from ..composition import compose
from ..constraints import days, ends_after_it_starts, without_overlaps
from ..dates import Period, PeriodQuerySet
from ..forms import TERMS_OVERLAP, TermForm
from ..overlaps import periods_overlap
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

    confirmed_on = DayField(
        gettext_lazy("kokoonpano vahvistettu"),
        null=True,
        blank=True,
        direction=Direction.PAST,
        help_text=gettext_lazy(
            "Päivä, jona kokoonpanon viimeksi tiedettiin olevan tämä. Vain jos toimikauden "
            "päättymispäivä ei ole tiedossa. Vuoden kuluttua lukijalle kerrotaan, että kyse on "
            "viimeisimmästä tiedossa olevasta kokoonpanosta."
        ),
    )

    base_form_class = TermForm
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("starts_precision")]),
        FieldRowPanel([FieldPanel("ends"), FieldPanel("ends_precision")]),
        FieldPanel("confirmed_on"),
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
                # The end of the term before a draft may wait for the same approval.
                condition=Q(live=True),
                violation_error_message=TERMS_OVERLAP,
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def address(self) -> str:
        """Return the term's part of an address: its first day as precisely as known."""
        return format_for_machine(self.starts, self.starts_precision)

    def get_constraints(self):
        """Return the constraints without overlaps, which the form and the submission check.

        Only they compare with the newest versions of the other terms.
        """
        return without_overlaps(super().get_constraints())

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save in one transaction: a successor may be stored before the predecessor's end."""
        super().save(*args, **kwargs)

    def find_overlapping_term(self) -> Term | None:
        """Return a term whose newest version shares a day with this one, or None.

        What is public need not give way to a draft.
        """
        others = Term.objects.filter(body=self.body_id).exclude(pk=self.pk)
        others = others.filter(live=True) if self.live else others
        for other in others:
            if periods_overlap(self, other.get_latest_revision_as_object()):
                return other
        return None

    def find_term_to_end(self) -> Term | None:
        """Return the earlier term that makes room for this one only by its newest version."""
        terms = Term.objects.filter(body=self.body_id, live=True, has_unpublished_changes=True)
        in_the_way = Q(ends__isnull=True) | Q(ends__gte=self.starts)
        for term in terms.filter(in_the_way, starts__lt=self.starts).exclude(pk=self.pk):
            ends = term.get_latest_revision_as_object().ends
            if ends and ends < self.starts:
                return term
        return None

    def get_accompanying_drafts(self) -> list:
        """Return whom and what the mandates name first, and the term that ends before this one."""
        ending = self.find_term_to_end()
        if ending is None:
            return self.list_named_drafts()
        version = ending.get_latest_revision_as_object()
        drafts = [*self.list_named_drafts(), *version.list_named_drafts()]
        return [*dict.fromkeys(drafts), ending]

    def list_named_drafts(self) -> list:
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
