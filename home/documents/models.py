"""Files and pictures that editors upload."""

import hashlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class KeptFile(models.Model):
    """What the site remembers of a file or picture: its fingerprint, and when it was public."""

    sha256 = models.CharField("SHA-256-tiiviste", max_length=64, blank=True, editable=False)
    first_published_at = models.DateTimeField(
        "julkaistu ensimmäisen kerran", null=True, editable=False
    )
    withdrawn_at = models.DateTimeField("poistettu julkaisusta", null=True, editable=False)
    withdrawal_reason = models.CharField(
        "poistamisen syy", max_length=250, blank=True, editable=False
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="poistanut julkaisusta",
    )
    withdrawn_by.wagtail_reference_index_ignore = True
    erased = models.BooleanField("sisältö hävitetty", default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """However a file is brought in, its fingerprint and size are known."""
        if self.file and not self.file._committed:
            self.sha256, self.file_size = sha256_of(self.file), self.file.size
        super().save(*args, **kwargs)

    @property
    def was_published(self) -> bool:
        """Has a published page ever shown it? Then readers may have cited it."""
        return self.first_published_at is not None


class CouncilDocument(KeptFile, AbstractDocument):
    """A file: public only while a published page shows it."""

    class Language(models.TextChoices):
        FINNISH = "fi", "suomi"
        SWEDISH = "sv", "ruotsi"
        ENGLISH = "en", "englanti"

    language = models.CharField(
        "kieli",
        max_length=2,
        choices=Language.choices,
        default=Language.FINNISH,
        help_text="Kieli, jolla asiakirja on kirjoitettu. Ruudunlukija lukee sen tällä kielellä.",
    )
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="successor",
        verbose_name="korvaa tiedoston",
    )
    replaces.wagtail_reference_index_ignore = True  # its successor is no use of a file
    version_note = models.CharField(
        "mitä uudessa versiossa muuttui",
        max_length=250,
        blank=True,
        help_text="Näkyy lukijalle asiakirjan alla, esimerkiksi: Korjattu liitteen 2 summa.",
    )

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "asiakirja"
        verbose_name_plural = "asiakirjat"
        permissions = [("withdraw_file", "Saa poistaa tiedoston tai kuvan julkaisusta")]


def sha256_of(file) -> str:
    """The SHA-256 of an open Django file, in hex; the file is left at its start."""
    digest = hashlib.sha256()
    file.open("rb")
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class CouncilImage(KeptFile, AbstractImage):
    """A picture with a description for those who do not see it."""

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "tags",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "kuva"
        verbose_name_plural = "kuvat"


class CouncilRendition(AbstractRendition):
    """One size of a picture, made when a page first asks for it."""

    image = models.ForeignKey(CouncilImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"),
                name="one_rendition_per_filter_and_focus",
            )
        ]

    @property
    def url(self):
        return reverse("picture", args=[self.file.name])
