from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, OuterRef, Q, Subquery
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from ..constraints import days, ends_after_it_starts, without_overlaps
from ..dates import Period, PeriodQuerySet
from ..overlaps import ONE_AT_A_TIME, SAME_MEMBER, SAME_OFFICE, SAME_PERSON
from .organisation import Organisation
from .person import Person
from .seat import Seat
from .term import Term


class MandateQuerySet(PeriodQuerySet):
    def on(self, date):
        """Return those valid on the day, in a term that is too: a term's end ends its mandates."""
        return (
            super()
            .on(date)
            .filter(Q(term__ends__isnull=True) | Q(term__ends__gte=date), term__starts__lte=date)
        )

    def public(self):
        """Return the mandates of published terms."""
        return self.filter(term__live=True)

    def current(self):
        return self.on(timezone.localdate())

    def of(self, body):
        return self.filter(term__body=body)

    def in_order(self):
        """Return the mandates as the council lists them: by seat, then in the term's order."""
        return self.with_names().order_by("seat__order", "seat__title", "sort_order", "pk")

    def newest_first(self):
        return self.with_names().order_by(
            "-starts", "seat__order", "seat__title", "sort_order", "pk"
        )

    def with_names(self):
        """Select everything that a page shows of a mandate in the same database query."""
        names = "seat__network", "seat__organisation", "person", "organisation", "term"
        return self.select_related(*names, "deputy_of__person").with_last_start()

    def with_last_start(self):
        """Annotate the last day before today on which a mandate of the same term began."""
        begun = Mandate.objects.filter(term=OuterRef("term"), starts__lte=timezone.localdate())
        return self.annotate(last_start=Subquery(begun.order_by("-starts").values("starts")[:1]))


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

    # Approvers of a roster see its changes seat by seat.
    compared_by = "seat"

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
            ExclusionConstraint(
                name="one_personal_deputy_at_a_time",
                expressions=[
                    ("deputy_of", RangeOperators.EQUAL),
                    (days(), RangeOperators.OVERLAPS),
                ],
                condition=Q(deputy_of__isnull=False),
                deferrable=Deferrable.DEFERRED,
                violation_error_message=SAME_MEMBER,
            ),
            models.CheckConstraint(
                condition=Q(deputy_of__isnull=True) | Q(role="deputy"),
                name="personal_deputy_is_a_deputy",
                violation_error_message="Henkilökohtaisen varajäsenen rooli on varajäsen.",
            ),
            models.CheckConstraint(
                condition=~Q(deputy_of=F("id")),
                name="nobody_is_their_own_deputy",
                violation_error_message="Kukaan ei voi olla oma varajäsenensä.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.seat}, {self.period}"

    def clean_fields(self, exclude=None):
        """Skip `deputy_of`: the member may be only in the same revision, which the form knows."""
        super().clean_fields({*(exclude or ()), "deputy_of"})

    def get_constraints(self):
        """Return the constraints without overlaps, which the form of the term checks.

        A mandate on its own would be compared with the stored end of its predecessor, which the
        same form is about to change.
        """
        return without_overlaps(super().get_constraints())
