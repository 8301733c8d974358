"""Results of the PDF check: one row for each checked file."""

from django.db import models
from django.utils import timezone

from home.documents.models import CouncilDocument

from .words import WORDS, ShortcomingText, is_fault, name_shortcoming


class PdfCheck(models.Model):
    """What a screen-reader user misses in a file, as found by the automatic check."""

    wagtail_reference_index_ignore = True  # checking a file does not count as using it

    class State(models.TextChoices):
        GOOD = "good", "ei puutteita"
        FAULTY = "faulty", "puutteita"
        UNCHECKED = "unchecked", "ei voitu tarkistaa"

    document = models.OneToOneField(
        CouncilDocument,
        verbose_name="asiakirja",
        on_delete=models.CASCADE,
        related_name="pdf_check",
    )
    state = models.CharField("tila", max_length=10, choices=State.choices)
    findings = models.JSONField("puutteet", default=list)
    made_of = models.CharField("tarkistetun tiedoston tunniste", max_length=255)
    language = models.CharField("kieli tarkistettaessa", max_length=2)
    version = models.PositiveSmallIntegerField("tarkistuksen versio")
    checked_at = models.DateTimeField("tarkistettu", default=timezone.now)

    class Meta:
        verbose_name = "asiakirjan saavutettavuus"
        verbose_name_plural = "asiakirjojen saavutettavuus"

    def __str__(self):
        return f"{self.document}: {self.get_state_display()}"

    @property
    def fails(self) -> bool:
        """Return whether readers should be offered another version of the file."""
        return self.state == self.State.FAULTY

    @property
    def in_brief(self) -> str:
        """Return the faults in a few words: Rakenne puuttuu; Kieli puuttuu."""
        return "; ".join(name_shortcoming(each["code"]) for each in self.findings)

    @property
    def explained(self) -> list[tuple[ShortcomingText, dict]]:
        """Return each finding with its explanation, faults before hints."""
        known = [each for each in self.findings if each["code"] in WORDS]
        known.sort(key=lambda each: not is_fault(each["code"]))
        return [(WORDS[each["code"]], each) for each in known]
