from django.db import models
from django.db.models import F, Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.models import Approvable

from .body import OfBody
from .network import NetworkPage
from .organisation import Organisation


class SeatQuerySet(models.QuerySet):
    def on(self, date):
        """Return the seats that exist on the day."""
        return self.filter(
            Q(starts__isnull=True) | Q(starts__lte=date), Q(ends__isnull=True) | Q(ends__gte=date)
        )


class Seat(OfBody, index.Indexed, Approvable):
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
        POOL = "pool", "ryhmän yhteiset varajäsenet"

    title = models.CharField(
        "nimi",
        max_length=200,
        help_text="Mitä paikka edustaa tai mikä tehtävä se on, esimerkiksi Puheenjohtaja tai "
        "Haminan kaupunki.",
    )
    group = models.CharField("ryhmä", max_length=20, choices=Group.choices)
    right = models.CharField(
        "oikeus",
        max_length=10,
        choices=Right.choices,
        default=Right.MEMBER,
        help_text="Yhteisten varajäsenten paikalla on ne, jotka voivat sijaistaa ketä tahansa "
        "saman ryhmän jäsentä. Henkilökohtainen varajäsen merkitään jäsenen omalle paikalle.",
    )
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
    starts = DayField(
        "käytössä alkaen",
        null=True,
        blank=True,
        help_text="Tyhjä: alusta asti.",
        direction=Direction.NEAREST,
    )
    ends = DayField(
        "käytössä asti",
        null=True,
        blank=True,
        help_text="Tyhjä: paikka on yhä olemassa.",
        direction=Direction.NEAREST,
    )

    panels = [
        FieldPanel("title"),
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
                fields=["body", "title"],
                name="seat_title_is_unique_in_a_body",
                violation_error_message="Tämänniminen paikka on jo olemassa.",
            ),
        ]

    def __str__(self):
        return self.title

    def is_named_in_public(self):
        return self.mandates.filter(term__live=True).exists()
