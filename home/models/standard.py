from django.db import models
from wagtail.admin.panels import FieldPanel

from ..blocks import BodyField, get_plain_text
from .base import BasePage


class TextPage(BasePage):
    """A page with a lead and a body of blocks."""

    lead = models.TextField(
        "johdanto",
        blank=True,
        max_length=500,
        help_text="Yksi tai kaksi virkettä, jotka kertovat sivun ytimen. Näkyy otsikon alla.",
    )
    body = BodyField()

    content_panels = BasePage.content_panels + [FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        abstract = True

    @property
    def lead_text(self):
        return self.lead

    @property
    def body_text(self):
        return get_plain_text(self.body)


class StandardPage(TextPage):
    """Any other page of text: history, accessibility statement, privacy."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    page_description = "Tavallinen tekstisivu, esimerkiksi historia tai saavutettavuusseloste."
    template = "home/standard_page.html"

    class Meta:
        verbose_name = "tekstisivu"
        verbose_name_plural = "tekstisivut"
