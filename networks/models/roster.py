"""Who represents whom, from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models, transaction
from django.db.models import Deferrable, F, Func, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PreviewableMixin
from wagtail.search import index

from home.models import Approvable, HomePage

from ..composition import compose
from ..dates import Period, PeriodQuerySet
from ..forms import TermForm
from ..overlaps import ONE_AT_A_TIME, SAME_OFFICE, SAME_PERSON
from .network import NetworkPage
from .organisation import Organisation
from .person import Person


class Days(Func):
    """The days of a period as PostgreSQL's range, both ends included."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days() -> Days:
    return Days(F("starts"), F("ends"), RangeBoundary(inclusive_lower=True, inclusive_upper=True))


def ends_after_it_starts(name: str, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
        name=name,
        violation_error_message=message,
    )


def without_overlaps(constraints):
    """What Django checks before it saves, without the periods that may not overlap."""
    return [
        (model, [c for c in of_model if not isinstance(c, ExclusionConstraint)])
        for model, of_model in constraints
    ]


def only_council() -> int | None:
    """The council to propose: the one there is, or none when an editor must choose."""
    councils = HomePage.objects.values_list("pk", flat=True)[:2]
    return councils[0] if len(councils) == 1 else None


class TermQuerySet(PeriodQuerySet):
    def newest_first(self):
        return self.order_by("-starts")


class Term(index.Indexed, PreviewableMixin, ClusterableModel, Approvable, Period):
    """A term of the council and everyone who sits in it: edited and approved as one thing."""

    council = models.ForeignKey(
        HomePage,
        on_delete=models.PROTECT,
        default=only_council,
        related_name="terms",
        verbose_name="neuvottelukunta",
    )
    name = models.CharField(
        "nimi", max_length=80, help_text="Esimerkiksi 2023 tai 2024–2025. Näkyy otsikossa."
    )
    note = models.TextField(
        "lisätieto",
        blank=True,
        help_text="Näkyy kokoonpanon yhteydessä, esimerkiksi mistä tieto on peräisin.",
    )

    base_form_class = TermForm
    panels = [
        FieldRowPanel([FieldPanel("council"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("starts_precision")]),
        FieldRowPanel([FieldPanel("ends"), FieldPanel("ends_precision")]),
        FieldPanel("note"),
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
                name="terms_of_a_council_do_not_overlap",
                expressions=[("council", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                violation_error_message="Toimikausi menee päällekkäin toisen toimikauden kanssa. "
                "Merkitse ensin edelliselle toimikaudelle päättymispäivä.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_constraints(self):
        """Without the overlap where the days are no range at all, which is said on its own."""
        constraints = super().get_constraints()
        possible = not (self.starts and self.ends and self.ends < self.starts)
        return constraints if possible else without_overlaps(constraints)

    @transaction.atomic
    def save(self, *args, **kwargs):
        """All mandates or none: a successor may be stored before the predecessor's end."""
        super().save(*args, **kwargs)

    @transaction.atomic
    def publish(self, revision, user=None, **options):
        """Publishes with the term those whom it names and who were still drafts.

        The approver has seen their names in the preview; left as drafts, they
        could be renamed on the public page without any approval.
        """
        super().publish(revision, user=user, **options)
        for entry in self.drafts_named():
            entry.save_revision(user=user).publish(user=user, skip_permission_checks=True)

    def drafts_named(self):
        """The people, seats and bodies of the stored mandates that have not been published."""
        mandates = Mandate.objects.filter(term=self.pk)
        yield from Person.objects.filter(live=False, mandates__in=mandates).distinct()
        yield from Seat.objects.filter(live=False, mandates__in=mandates).distinct()
        bodies = Q(mandates__in=mandates) | Q(seats__mandates__in=mandates)
        yield from Organisation.objects.filter(bodies, live=False).distinct()

    def get_workflow(self):
        return self.council.get_workflow() if self.council_id else super().get_workflow()

    def get_preview_template(self, request, mode_name):
        return "networks/term.html"

    def get_preview_context(self, request, mode_name):
        """Everyone of the term, as it stands in the form or in the version looked at."""
        context = super().get_preview_context(request, mode_name)
        mandates = [m for m in self.mandates.all() if m.seat_id and m.person_id]
        seats = Seat.objects.filter(council=self.council_id, live=True).on(self.starts)
        context["composition"] = compose(
            self.starts, self, seats.select_related("network"), mandates, Seat.Group.choices
        )
        return context


class SeatQuerySet(models.QuerySet):
    def on(self, date):
        """The seats that the council has on the day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=date), Q(ends__isnull=True) | Q(ends__gte=date)
        )


class Seat(index.Indexed, Approvable):
    """A place at the council's table, whoever holds it."""

    class Group(models.TextChoices):
        OFFICERS = "officers", "Toimihenkilöt"
        NETWORKS = "networks", "Järjestöverkostot"
        MUNICIPALITIES = "municipalities", "Kunnat"
        REGIONAL_COUNCIL = "regional_council", "Maakuntaliitto"
        WELLBEING_COUNTY = "wellbeing_county", "Hyvinvointialue"
        EXPERTS = "experts", "Läsnäolo- ja puheoikeus"

    class Right(models.TextChoices):
        MEMBER = "member", "jäsen"
        PRESENCE = "presence", "läsnäolo- ja puheoikeus"

    council = models.ForeignKey(
        HomePage,
        on_delete=models.PROTECT,
        default=only_council,
        related_name="seats",
        verbose_name="neuvottelukunta",
    )
    title = models.CharField(
        "nimi",
        max_length=200,
        help_text="Mitä paikka edustaa tai mikä tehtävä se on, esimerkiksi Puheenjohtaja tai "
        "Haminan kaupunki.",
    )
    group = models.CharField("ryhmä", max_length=20, choices=Group.choices)
    right = models.CharField("oikeus", max_length=10, choices=Right.choices, default=Right.MEMBER)
    network = models.ForeignKey(
        NetworkPage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="edustaa verkostoa",
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="edustaa yhteisöä",
    )
    order = models.PositiveSmallIntegerField(
        "järjestys", default=0, help_text="Pienin numero näkyy luettelossa ensin."
    )
    starts = models.DateField(
        "käytössä alkaen", null=True, blank=True, help_text="Tyhjä: alusta asti."
    )
    ends = models.DateField(
        "käytössä asti", null=True, blank=True, help_text="Tyhjä: paikka on yhä olemassa."
    )

    panels = [
        FieldRowPanel([FieldPanel("council"), FieldPanel("title")]),
        FieldRowPanel([FieldPanel("group"), FieldPanel("right"), FieldPanel("order")]),
        MultiFieldPanel(
            [FieldPanel("network"), FieldPanel("organisation")],
            heading="Ketä paikka edustaa",
            help_text="Valitse enintään toinen. Puheenjohtajan paikka ei edusta ketään.",
        ),
        FieldRowPanel(
            [FieldPanel("starts"), FieldPanel("ends")], heading="Milloin paikka on käytössä"
        ),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("group"),
        index.FilterField("live"),
    ]

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "paikka"
        verbose_name_plural = "paikat"
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(network__isnull=True) | Q(organisation__isnull=True),
                name="seat_represents_one_body_at_most",
                violation_error_message="Paikka edustaa joko verkostoa tai yhteisöä, ei molempia.",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="seat_ends_after_it_starts",
                violation_error_message="Paikka ei voi päättyä ennen kuin se on otettu käyttöön.",
            ),
            models.UniqueConstraint(
                fields=["council", "title"],
                name="seat_title_is_unique_in_a_council",
                violation_error_message="Tämänniminen paikka on jo olemassa.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_workflow(self):
        return self.council.get_workflow() if self.council_id else super().get_workflow()


class MandateQuerySet(PeriodQuerySet):
    def on(self, date):
        """Those that hold on the day, in a term that does: the end of a term ends them all."""
        return (
            super()
            .on(date)
            .filter(Q(term__ends__isnull=True) | Q(term__ends__gte=date), term__starts__lte=date)
        )

    def public(self):
        """Mandates of the terms that have been published."""
        return self.filter(term__live=True)

    def current(self):
        return self.on(timezone.localdate())

    def of(self, council):
        return self.filter(term__council=council)

    def in_order(self):
        """As the council lists them: by seat, the holders in the term's order."""
        return self.select_related("seat", "person", "organisation", "term").order_by(
            "seat__order", "seat__title", "sort_order"
        )


class Mandate(Orderable, Period):
    """One person in one seat for a time."""

    class Role(models.TextChoices):
        CHAIR = "chair", "puheenjohtaja"
        VICE_CHAIR = "vice_chair", "varapuheenjohtaja"
        SECRETARY = "secretary", "sihteeri"
        COMMUNICATIONS = "communications", "viestintävastaava"
        MEMBER = "member", "jäsen"
        DEPUTY = "deputy", "varajäsen"
        EXPERT = "expert", "asiantuntija"
        UNKNOWN = "unknown", "rooli ei ole tiedossa"

    term = ParentalKey(Term, on_delete=models.PROTECT, related_name="mandates")
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="mandates", verbose_name="paikka"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mandates", verbose_name="henkilö"
    )
    role = models.CharField("rooli", max_length=20, choices=Role.choices, default=Role.MEMBER)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name="taustayhteisö",
        help_text="Yhteisö, josta edustaja tulee. Jätä tyhjäksi, jos se ei ole tiedossa.",
    )
    deputy_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
        verbose_name="kenen varajäsen",
        help_text="Vain henkilökohtaiselle varajäsenelle.",
    )
    source = models.CharField(
        "lähde", max_length=250, blank=True, help_text="Mistä tieto on peräisin. Näkyy historiassa."
    )

    panels = [
        FieldRowPanel([FieldPanel("seat"), FieldPanel("person"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("deputy_of")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_precision"), FieldPanel("ends_precision")]),
                FieldPanel("source"),
            ],
            heading="Ajan tarkkuus ja lähde",
            classname="collapsed",
        ),
    ]

    objects = MandateQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = "edustus"
        verbose_name_plural = "edustukset"
        constraints = [
            ends_after_it_starts(
                "mandate_ends_after_it_starts", "Edustus ei voi päättyä ennen kuin se alkaa."
            ),
            ExclusionConstraint(
                name="person_holds_a_seat_once_at_a_time",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,
                violation_error_message=SAME_PERSON,
            ),
            ExclusionConstraint(
                name="one_holder_of_an_office_at_a_time",
                expressions=[
                    ("term", RangeOperators.EQUAL),
                    ("seat", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=ONE_AT_A_TIME),
                deferrable=Deferrable.DEFERRED,
                violation_error_message=SAME_OFFICE,
            ),
            models.CheckConstraint(
                condition=~Q(deputy_of=F("id")),
                name="nobody_is_their_own_deputy",
                violation_error_message="Kukaan ei voi olla oma varajäsenensä.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.seat}, {self.period}"

    def get_constraints(self):
        """Without the overlaps, which the form of the whole term checks.

        One mandate alone would be held against the stored end of its
        predecessor, which the same form is about to change.
        """
        return without_overlaps(super().get_constraints())
