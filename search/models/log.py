"""Counts of searches, without any data on the people who searched."""

from django.db import models
from wagtail.models import Page


class SearchCount(models.Model):
    """How often a query was made on one day, and how many hits it had."""

    wagtail_reference_index_ignore = True

    day = models.DateField("päivä")
    query = models.CharField("haku", max_length=100)
    times = models.PositiveIntegerField("kertaa", default=0)
    hits = models.PositiveIntegerField("tuloksia viimeksi", default=0)

    class Meta:
        verbose_name = "haku"
        verbose_name_plural = "haut"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "query"],
                name="a_search_is_counted_once_a_day",
                violation_error_message="Haku on jo laskettu tälle päivälle.",
            )
        ]

    def __str__(self):
        return self.query


class OpenedHit(models.Model):
    """How often a page was opened from the results of a query on one day."""

    wagtail_reference_index_ignore = True

    day = models.DateField("päivä")
    query = models.CharField("haku", max_length=100)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name="sivu")
    times = models.PositiveIntegerField("kertaa", default=0)

    class Meta:
        verbose_name = "avattu tulos"
        verbose_name_plural = "avatut tulokset"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "query", "page"],
                name="an_opened_hit_is_counted_once_a_day",
                violation_error_message="Avattu tulos on jo laskettu tälle päivälle.",
            )
        ]

    def __str__(self):
        return f"{self.query} → {self.page_id}"
