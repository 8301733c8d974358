"""Promotions: pages that editors put above the hits."""

from django.db import models
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page


class Promotion(models.Model):
    """A page shown first when a query has one of the phrases."""

    words = models.CharField(
        "hakusanat",
        max_length=250,
        help_text="Pilkuilla eroteltuina, esimerkiksi: avustus, avustukset, raha. "
        "Taivutusmuotoja ei tarvitse luetella.",
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="sivu",
        help_text="Sivu, joka näytetään hakutulosten yläpuolella, kun joku hakee näillä sanoilla. "
        "Sivu näkyy vasta, kun se on julkaistu.",
    )
    text = models.CharField(
        "saate",
        max_length=250,
        blank=True,
        help_text="Yksi virke, joka kertoo, mitä sivulta löytyy. Voit jättää tyhjäksi.",
    )

    panels = [FieldPanel("words"), PageChooserPanel("page"), FieldPanel("text")]

    class Meta:
        verbose_name = "nosto"
        verbose_name_plural = "nostot"
        ordering = ["words"]

    def __str__(self):
        return self.words
