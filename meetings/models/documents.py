from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from home.documents.models import CouncilDocument
from home.incoming.days import Direction
from home.incoming.fields import DayField

from .loose_ends import DropsLostReferences


class DocumentKind(models.TextChoices):
    """The kinds of documents."""

    INVITATION = "kutsu", "Kutsu"
    AGENDA = "esityslista", "Esityslista"
    MINUTES = "poytakirja", "Pöytäkirja"
    SUMMARY = "tiivistelma", "Tiivistelmä"
    ATTACHMENT = "liite", "Liite"
    SLIDES = "esitysaineisto", "Esitysaineisto"
    STATEMENT = "lausunto", "Lausunto"
    PROPOSAL = "yhteistyoehdotus", "Yhteistyöehdotus"
    NOMINATION = "nimeamispyynto", "Nimeämispyyntö"
    ANSWER = "vastaus", "Vastaus"
    OTHER = "muu", "Muu asiakirja"


class AttachedDocument(DropsLostReferences, Orderable):
    """A document in the list of a page; its file may be missing."""

    title = models.CharField(
        "nimi", max_length=250, help_text="Nimi, jolla asiakirja näkyy luettelossa."
    )
    kind = models.CharField(
        "laji", max_length=20, choices=DocumentKind.choices, default=DocumentKind.ATTACHMENT
    )
    date = DayField(
        "päivä",
        null=True,
        blank=True,
        help_text="Jätä tyhjäksi, jos se on sama kuin kokouksen.",
        direction=Direction.NEAREST,
    )
    document = models.ForeignKey(
        CouncilDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tiedosto",
        help_text="Jos tiedostoa ei ole, jätä tyhjäksi: lukijaa neuvotaan pyytämään sitä.",
    )
    note = models.CharField(
        "huomautus", max_length=250, blank=True, help_text="Näkyy asiakirjan nimen alla."
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        FieldPanel("title"),
        FieldPanel("document"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.title


class MeetingDocument(AttachedDocument):
    """A document of a meeting."""

    meeting = ParentalKey(
        "meetings.MeetingPage", on_delete=models.CASCADE, related_name="documents"
    )

    class Meta(AttachedDocument.Meta):
        verbose_name = "kokouksen asiakirja"
        verbose_name_plural = "kokouksen asiakirjat"
