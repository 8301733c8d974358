"""The stored results of inspections, one row per inspected file."""

from django.db import models
from django.utils import timezone

from home.documents.models import CouncilDocument


class FileInspection(models.Model):
    """Personal data, unseen parts and active content found in one file; never the text itself."""

    wagtail_reference_index_ignore = True  # an inspection does not count as use of the file

    class State(models.TextChoices):
        READ = "read", "luettu"
        ENCRYPTED = "encrypted", "suojattu salasanalla"
        DAMAGED = "damaged", "vahingoittunut"
        TOO_BIG = "too_big", "liian raskas luettavaksi"
        MISSING = "missing", "tiedostoa ei löydy"

    document = models.OneToOneField(
        CouncilDocument,
        verbose_name="asiakirja",
        on_delete=models.CASCADE,
        related_name="inspection",
    )
    state = models.CharField("tila", max_length=10, choices=State.choices)
    findings = models.JSONField("henkilötiedot", default=list)
    counts = models.JSONField("näkymättömät osat", default=dict)
    active = models.JSONField("ohjelmat ja upotukset", default=list)
    unread = models.JSONField("osat, joita ei voitu lukea", default=list)
    made_of = models.CharField("tarkistetun tiedoston tunniste", max_length=255)
    version = models.PositiveSmallIntegerField("tarkistuksen versio")
    inspected_at = models.DateTimeField("tarkistettu", default=timezone.now)

    class Meta:
        verbose_name = "tiedoston sisällön tarkistus"
        verbose_name_plural = "tiedostojen sisällön tarkistukset"

    def __str__(self):
        return f"{self.document}: {self.get_state_display()}"

    @property
    def was_read(self) -> bool:
        """Return whether every part of the file could be read."""
        return self.state == self.State.READ and not self.unread

    @property
    def is_active(self) -> bool:
        """Return whether the file runs or fetches something, or contains other files."""
        return bool(self.active)

    @property
    def holds_unseen(self) -> bool:
        """Return whether a cleaned copy would contain less than the file."""
        return bool(self.counts or self.active)
