"""Dates that the source may give only by month or year."""

import datetime

from django.db import models

from home.dates import Precision, format_known_date
from home.incoming.days import Direction
from home.incoming.fields import DayField


class Period(models.Model):
    """A period, both ends included; no end means unknown or still open."""

    starts = DayField("alkaa", direction=Direction.NEAREST)
    starts_precision = models.CharField(
        "alun tarkkuus", max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    ends = DayField(
        "päättyy",
        null=True,
        blank=True,
        help_text="Viimeinen päivä. Jätä tyhjäksi, jos se ei ole tiedossa.",
        direction=Direction.NEAREST,
    )
    ends_precision = models.CharField(
        "lopun tarkkuus", max_length=5, choices=Precision.choices, default=Precision.DAY
    )

    class Meta:
        abstract = True

    @property
    def period(self) -> str:
        """Return the period in words: 17.2.2022–2022, or 2023– without an end."""
        start = format_known_date(self.starts, self.starts_precision)
        if self.ends is None:
            return f"{start}–"
        end = format_known_date(self.ends, self.ends_precision)
        return start if start == end else f"{start}–{end}"

    def holds(self, date: datetime.date) -> bool:
        """Return whether the period includes the day."""
        return self.starts <= date and (self.ends is None or date <= self.ends)


class PeriodQuerySet(models.QuerySet):
    def on(self, date: datetime.date):
        """Return those whose period includes the day."""
        return self.filter(starts__lte=date).filter(
            models.Q(ends__isnull=True) | models.Q(ends__gte=date)
        )
