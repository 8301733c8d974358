from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from ..constraints import ends_after_it_starts
from ..dates import Period, PeriodQuerySet
from .nomination import NominationPage
from .organisation import Organisation
from .person import Person


class AppointmentQuerySet(PeriodQuerySet):
    def public(self):
        """Return the appointments of published nominations."""
        return self.filter(nomination__in=NominationPage.objects.live().public())

    def with_names(self):
        return self.select_related("nomination", "person", "organisation")

    def in_order(self):
        return self.with_names().order_by("nomination__body_name", "sort_order", "pk")


class Appointment(Orderable, Period):
    """A person whom the council has named to an outside body, for a period."""

    class Role(models.TextChoices):
        MEMBER = "member", "jäsen"
        DEPUTY = "deputy", "varajäsen"
        CHAIR = "chair", "puheenjohtaja"
        EXPERT = "expert", "asiantuntija"

    nomination = ParentalKey(NominationPage, on_delete=models.CASCADE, related_name="appointments")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appointments", verbose_name="henkilö"
    )
    role = models.CharField("rooli", max_length=20, choices=Role.choices, default=Role.MEMBER)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name="taustayhteisö",
        help_text="Yhteisö, josta edustaja tulee. Jätä tyhjäksi, jos se ei ole tiedossa.",
    )

    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("organisation"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_precision"), FieldPanel("ends_precision")])],
            heading="Ajan tarkkuus",
            classname="collapsed",
        ),
    ]
    compared_by = "person"

    objects = AppointmentQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = "edustus muussa toimielimessä"
        verbose_name_plural = "edustukset muissa toimielimissä"
        constraints = [
            ends_after_it_starts(
                "appointment_ends_after_it_starts", "Edustus ei voi päättyä ennen kuin se alkaa."
            ),
            models.UniqueConstraint(
                fields=["nomination", "person", "starts"],
                name="a_person_is_named_once",
                violation_error_message="Henkilö on jo nimetty tähän samasta päivästä alkaen.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.nomination.body_name}, {self.period}"
