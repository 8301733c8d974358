"""How long a council keeps names, what was done about it, and which files still name somebody."""

from django.db import models
from django.utils import timezone

from home.documents.models import CouncilDocument
from home.models import HomePage


class RetentionSettings(models.Model):
    """How long names stay on a council's site after the last mandate."""

    council = models.OneToOneField(
        HomePage,
        on_delete=models.CASCADE,
        related_name="retention_settings",
        verbose_name="neuvottelukunta",
    )
    name_terms = models.PositiveSmallIntegerField(
        "nimi säilyy, toimikautta",
        null=True,
        blank=True,
        default=2,
        help_text="Kun näin monta toimikautta on päättynyt edustajan viimeisen edustuksen jälkeen, "
        "hänen nimensä tilalle tulee ”entinen edustaja”. Tyhjä: nimiä ei poisteta.",
    )

    class Meta:
        default_permissions = ()
        verbose_name = "säilytysajat"
        verbose_name_plural = "säilytysajat"

    def __str__(self):
        return f"Säilytysajat: {self.council}"


class RetentionRun(models.Model):
    """What was removed of whom and from where: numbers of people and rows, never names."""

    class What(models.TextChoices):
        CONTACT = "contact", "yhteystieto poistettu"
        NAME = "name", "nimi poistettu"
        CORRECTION = "correction", "nimi korjattu"

    at = models.DateTimeField("milloin", default=timezone.now)
    what = models.CharField("mitä tehtiin", max_length=12, choices=What.choices)
    actor = models.CharField("kuka teki", max_length=150, blank=True)
    people = models.JSONField("henkilöiden numerot", default=list)
    places = models.JSONField("paikat", default=list)

    class Meta:
        default_permissions = ()
        verbose_name = "säilytysaikojen ajo"
        verbose_name_plural = "säilytysaikojen ajot"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_what_display()} {self.at:%-d.%-m.%Y}"

    @property
    def changed(self) -> int:
        return sum(place["changed"] for place in self.places)

    @property
    def left(self) -> int:
        return len(self.places) - self.changed


class NamedFileQuerySet(models.QuerySet):
    def open(self):
        """Files that nobody has replaced or withdrawn yet."""
        there = {"document__withdrawn_at": None, "document__successor": None}
        return self.filter(**there).select_related("document")


class NamedFile(models.Model):
    """A file in which a name stands that is no longer on the site: only people can replace it."""

    document = models.OneToOneField(
        CouncilDocument, on_delete=models.CASCADE, related_name="+", verbose_name="tiedosto"
    )
    found_at = models.DateTimeField("todettu", default=timezone.now)

    objects = NamedFileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "tiedosto, jossa on poistettu nimi"
        verbose_name_plural = "tiedostot, joissa on poistettu nimi"

    def __str__(self):
        return str(self.document)
