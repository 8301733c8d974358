from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from home.dates import Precision, format_known_date
from home.incoming.days import Direction
from home.incoming.fields import OldDateField

from ..forms import OWN_SUCCESSOR
from .organisation import Organisation


class Succession(Orderable):
    """An organisation that continues another: a new name, a merger or a part of a split."""

    predecessor = ParentalKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="successions_from",
        verbose_name="jatkaja",
    )
    date = OldDateField(
        "mistä alkaen",
        null=True,
        blank=True,
        help_text="Jatkajan ensimmäinen päivä. Jätä tyhjäksi, jos se ei ole tiedossa.",
        direction=Direction.NEAREST,
    )
    precision = models.CharField(
        "ajan tarkkuus", max_length=5, choices=Precision.choices, default=Precision.DAY
    )

    panels = [
        FieldPanel("successor"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("precision")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "jatkaja"
        verbose_name_plural = "jatkajat"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="a_body_succeeds_another_once",
                violation_error_message="Yhteisö on jo tämän jatkajana.",
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("predecessor")),
                name="a_body_does_not_succeed_itself",
                violation_error_message=OWN_SUCCESSOR,
            ),
        ]

    @property
    def when(self) -> str:
        """Return the date as precisely as known; empty if unknown."""
        return format_known_date(self.date, self.precision) if self.date else ""
