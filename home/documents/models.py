"""Files and pictures that editors upload."""

import hashlib
from functools import partial
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from home.file_parsing.picture_metadata import remove_details


def make_identity_expression(way: str = ""):
    """Return an expression for the file's identity: its SHA-256, or its name without one."""
    counted = NullIf(f"{way}sha256", models.Value(""))
    return Coalesce(counted, f"{way}file", output_field=models.CharField())


class KeptFile(models.Model):
    """Base of files and pictures: hash, first publication and withdrawal."""

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
        """Compute hash and size of a new file, whichever way it comes in."""
        if self.file and not self.file._committed:
            self.sha256, self.file_size = get_sha256(self.file), self.file.size
        super().save(*args, **kwargs)

    @property
    def was_published(self) -> bool:
        """Return whether a published page ever showed it, so that readers may have cited it."""
        return self.first_published_at is not None


class CouncilDocument(KeptFile, AbstractDocument):
    """An uploaded file, public only while a published page shows it."""

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
    replaces.wagtail_reference_index_ignore = True  # a new version is no use of a file
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

    def clean(self):
        """Skip the check of the extension if the file itself was already refused."""
        if self.file:
            super().clean()


def get_sha256(file) -> str:
    """Return the SHA-256 of an open Django file, in hex; rewind the file."""
    digest = hashlib.sha256()
    file.open("rb")
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class CouncilImage(KeptFile, AbstractImage):
    """A picture with a description for those who cannot see it."""

    keep_details = models.BooleanField(
        _("säilytä kuvan tiedot henkilökunnalle"),
        default=False,
        help_text=_(
            "Kuvatiedostossa voi olla kuvauspaikka, laite, tekijä ja muita tietoja. Ne poistetaan, "
            "kun tuot kuvan. Jos rastitat tämän, ne jäävät alkuperäiseen tiedostoon, jonka vain "
            "henkilökunta näkee. Lukijoiden kuvissa niitä ei ole koskaan."
        ),
    )

    admin_form_fields = (
        "title",
        "file",
        "keep_details",
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

    def save(self, *args, **kwargs):
        """Remove the metadata from a new picture file, whichever way it comes in."""
        is_new = self.file and (self._state.adding or not self.file._committed)
        if is_new and not self.keep_details:
            self.remove_details()
        super().save(*args, **kwargs)

    def remove_details(self):
        """Replace the file, which is not stored yet, by a copy without metadata."""
        self.file.open("rb")
        content = self.file.read()
        self.file.seek(0)
        clean = remove_details(content)
        if clean == content:
            return
        stored = self.file.name if self.file._committed else ""
        self.file = ContentFile(clean, name=PurePath(self.file.name).name)
        self.file_size = len(clean)
        self._set_file_hash()
        if stored:
            transaction.on_commit(partial(self.file.storage.delete, stored))

    def generate_rendition_file(self, filter, *, source=None):
        """Return a rendition without metadata, even if the original keeps it."""
        file = super().generate_rendition_file(filter, source=source)
        file.seek(0)
        return File(BytesIO(remove_details(file.read())), name=file.name)


class CouncilRendition(AbstractRendition):
    """One size of a picture, generated when a page first requests it."""

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
