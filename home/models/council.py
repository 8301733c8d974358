from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from home.incoming.days import Direction
from home.incoming.fields import DayField

from ..council import ONLY_ONE
from .base import BasePage


class HomePage(BasePage):
    """The council: its front page and the facts about it."""

    short_name = models.CharField(
        "lyhyt nimi",
        max_length=60,
        help_text="Näkyy tunnuksen vieressä, kun tilaa on vähän.",
    )
    region = models.CharField("maakunta", max_length=60)
    appointed_by = models.CharField(
        "asettaja", max_length=120, blank=True, help_text="Kuka neuvottelukunnan asettaa."
    )
    founded = DayField(
        "perustettu",
        null=True,
        blank=True,
        help_text="Järjestäytymiskokouksen päivä.",
        direction=Direction.PAST,
    )
    claim = models.CharField(
        "pääväite",
        max_length=140,
        help_text="Etusivun otsikko: yhdellä virkkeellä, mikä neuvottelukunta on.",
    )
    mission = models.TextField(
        "tehtävä", help_text="Etusivun johdanto: mitä varten neuvottelukunta on olemassa."
    )
    contact_name = models.CharField(
        "yhteydenottojen vastaanottaja",
        max_length=120,
        default="Sihteeristö",
        help_text="Esimerkiksi Sihteeristö. Näkyy yhteydenottolomakkeen yhteydessä.",
    )
    contact_email = models.EmailField(
        "sähköposti yhteydenotoille",
        blank=True,
        help_text="Yhteydenottolomakkeen viestit lähetetään tähän. Osoite ei näy sivuilla.",
    )

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    page_description = "Neuvottelukunnan etusivu. Sivustolla on niitä yksi."
    template = "home/home_page.html"

    content_panels = BasePage.content_panels + [
        FieldPanel("claim"),
        FieldPanel("mission"),
        MultiFieldPanel(
            [
                FieldPanel("short_name"),
                FieldRowPanel([FieldPanel("region"), FieldPanel("founded")]),
                FieldPanel("appointed_by"),
            ],
            heading="Neuvottelukunta",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_email")])],
            heading="Yhteydenotot",
        ),
    ]

    class Meta:
        verbose_name = "neuvottelukunta"
        verbose_name_plural = "neuvottelukunnat"
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="one_council_in_an_installation",
                violation_error_message=ONLY_ONE,
            )
        ]

    @property
    def lead_text(self):
        return self.mission

    def structured_data(self, request) -> dict:
        """Return the council as schema.org's Organization."""
        founded = {"foundingDate": self.founded.isoformat()} if self.founded else {}
        return {
            "@type": "Organization",
            "name": self.title,
            "url": self.get_full_url(request),
            "description": self.description,
            "areaServed": self.region,
            **founded,
        }


def only_council() -> int | None:
    """Return the key of the council, the body to which new seats and terms belong."""
    return HomePage.objects.values_list("pk", flat=True).first()
