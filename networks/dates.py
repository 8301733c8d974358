"""Dates that the source may tell only by the month or the year."""

import datetime

from django.db import models

from home.dates import Precision, written
from home.incoming.days import Direction
from home.incoming.fields import DayField


class Period(models.Model):
    """A span of days, both ends included; an open end is not known or not yet come."""

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
        """The span in words: 17.2.2022–2022, or 2023– when the end is open."""
        start = written(self.starts, self.starts_precision)
        if self.ends is None:
            return f"{start}–"
        end = written(self.ends, self.ends_precision)
        return start if start == end else f"{start}–{end}"

    def holds(self, date: datetime.date) -> bool:
        """Is the day one of the span's?"""
        return self.starts <= date and (self.ends is None or date <= self.ends)


class PeriodQuerySet(models.QuerySet):
    def on(self, date: datetime.date):
        """Those whose span holds the day."""
        return self.filter(starts__lte=date).filter(
            models.Q(ends__isnull=True) | models.Q(ends__gte=date)
        )
