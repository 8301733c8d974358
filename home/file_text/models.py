"""The text of files by page, and the state of reading them."""

from django.db import models
from django.utils import timezone

from home.documents.models import CouncilDocument


class FileText(models.Model):
    """What was read from a file, or why nothing was; also its entry in the queue."""

    wagtail_reference_index_ignore = True  # reading a file does not count as using it

    class State(models.TextChoices):
        WAITING = "waiting", "odottaa lukemista"
        RUNNING = "running", "luetaan parhaillaan"
        DONE = "done", "luettu"
        NO_TEXT = "no_text", "ei tekstiä"
        OCR_MISSING = "ocr_missing", "tekstintunnistus puuttuu"
        ENCRYPTED = "encrypted", "suojattu salasanalla"
        DAMAGED = "damaged", "vahingoittunut"
        TOO_BIG = "too_big", "liian raskas luettavaksi"
        FAILED = "failed", "lukeminen epäonnistui"

    document = models.OneToOneField(
        CouncilDocument,
        verbose_name="asiakirja",
        on_delete=models.CASCADE,
        related_name="file_text",
    )
    state = models.CharField("tila", max_length=12, choices=State.choices, default=State.WAITING)
    made_of = models.CharField("luetun tiedoston tunniste", max_length=255)
    page = models.PositiveIntegerField("luettuja sivuja", default=0)
    pages = models.PositiveIntegerField("sivuja", default=0)
    tries = models.PositiveSmallIntegerField("yrityksiä", default=0)
    message = models.CharField("selitys", max_length=250, blank=True)
    reader = models.CharField("lukija", max_length=100, blank=True)
    recogniser = models.CharField("tekstintunnistus", max_length=100, blank=True)
    changed = models.DateTimeField("muuttunut", default=timezone.now)

    class Meta:
        verbose_name = "asiakirjan teksti"
        verbose_name_plural = "asiakirjojen tekstit"
        indexes = [models.Index(fields=("state", "changed"), name="file_text_queue")]

    def __str__(self):
        return f"{self.document}: {self.get_state_display()}"


class PageText(models.Model):
    """The text of one page, slide or sheet; files without pages are split into parts."""

    wagtail_reference_index_ignore = True

    class Source(models.TextChoices):
        LAYER = "layer", "tekstikerros"
        REPAIRED = "repaired", "korjattu tekstikerros"
        OCR = "ocr", "tekstintunnistus"

    file_text = models.ForeignKey(
        FileText, verbose_name="asiakirja", on_delete=models.CASCADE, related_name="page_texts"
    )
    number = models.PositiveIntegerField("sivu")
    text = models.TextField("teksti")
    source = models.CharField("luettu", max_length=8, choices=Source.choices)
    language = models.CharField("kieli", max_length=2, choices=CouncilDocument.Language.choices)

    class Meta:
        verbose_name = "sivun teksti"
        verbose_name_plural = "sivujen tekstit"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=("file_text", "number"),
                name="a_page_of_a_file_is_read_once",
                violation_error_message="Sivun teksti on jo luettu.",
            )
        ]

    def __str__(self):
        return f"{self.number}: {self.text[:60]}"
