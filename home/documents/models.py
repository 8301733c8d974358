"""Files and pictures that editors upload."""

import hashlib

from django.db import models
from django.urls import reverse
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class CouncilDocument(AbstractDocument):
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
    sha256 = models.CharField("SHA-256-tiiviste", max_length=64, blank=True, editable=False)

    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "asiakirja"
        verbose_name_plural = "asiakirjat"

    def _set_document_file_metadata(self):
        super()._set_document_file_metadata()
        self.sha256 = sha256_of(self.file)


def sha256_of(file) -> str:
    """The SHA-256 of an open Django file, in hex; the file is left at its start."""
    digest = hashlib.sha256()
    file.open("rb")
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class CouncilImage(AbstractImage):
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
