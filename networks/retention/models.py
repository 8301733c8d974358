"""Retention of names: its settings, the runs, and what still needs work by hand."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from home.documents.models import CouncilDocument
from home.mail.models import OutboxMail
from home.single_row import SingleRow

from ..models import Person

# The time between the notice to staff, by mail and on the dashboard, and the removal of a name.
# They may postpone it.
WARNED = datetime.timedelta(days=30)


class RetentionSettings(SingleRow):
    """How long names stay on the site after the last mandate."""

    name_terms = models.PositiveSmallIntegerField(
        "nimi säilyy, toimikautta",
        null=True,
        blank=True,
        default=2,
        help_text="Kun näin monta toimikautta on päättynyt edustajan viimeisen edustuksen jälkeen, "
        "hänen nimensä tilalle tulee ”entinen edustaja”. Tyhjä: nimiä ei poisteta.",
    )

    class Meta(SingleRow.Meta):
        default_permissions = ()
        verbose_name = "säilytysajat"
        verbose_name_plural = "säilytysajat"

    def __str__(self):
        return "Säilytysajat"


class RetentionRun(models.Model):
    """A run and its changes: numbers of people and rows, never names."""

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


class LeftPlaceQuerySet(models.QuerySet):
    def open(self):
        """Return the places that nobody has checked yet."""
        return self.filter(done_at=None).select_related("person")


class LeftPlace(models.Model):
    """A place that a removal or correction could not change: a to-do for staff, without names."""

    run = models.ForeignKey(
        RetentionRun, on_delete=models.CASCADE, related_name="left_places", verbose_name="ajo"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="left_places", verbose_name="henkilö"
    )
    table = models.CharField("taulu", max_length=100)
    key = models.CharField("rivi", max_length=100)
    field = models.CharField("kenttä", max_length=100)
    label = models.CharField("mikä", max_length=200)
    is_surname = models.BooleanField("vain sukunimi", default=False)
    done_at = models.DateTimeField("hoidettu", null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="hoitaja",
    )

    objects = LeftPlaceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "paikka, johon nimi jäi"
        verbose_name_plural = "paikat, joihin nimi jäi"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.label} {self.key}"


class LeavingName(models.Model):
    """A name to be removed automatically: when the staff were notified, and any postponement."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="leaving", verbose_name="henkilö"
    )
    mails = models.ManyToManyField(OutboxMail, related_name="+", verbose_name="ilmoitukset")
    noticed_at = models.DateTimeField("ilmoitus kirjoitettu", null=True)
    told_at = models.DateTimeField("ilmoitus lähetetty", null=True)
    postponed_until = models.DateField("siirretty päivään", null=True)
    postponed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="siirtäjä",
    )
    reason = models.CharField("syy", max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = "poistuva nimi"
        verbose_name_plural = "poistuvat nimet"

    def __str__(self):
        return f"{self.person_id}"

    @property
    def goes_on(self) -> datetime.date | None:
        """Return the first day on which the name may be removed; None before the notice is sent."""
        return self.told_at and timezone.localdate(self.told_at + WARNED)


class NamedFileQuerySet(models.QuerySet):
    def open(self):
        """Return the files that nobody has replaced or withdrawn yet."""
        there = {"document__withdrawn_at": None, "document__successor": None}
        return self.filter(**there).select_related("document")


class NamedFile(models.Model):
    """A file that contains a name removed from the site: only people can replace it."""

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
