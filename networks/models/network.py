from dataclasses import replace

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from home.blocks import BodyField, get_plain_text
from home.findable import Section
from home.models import BasePage, IndexPage

from .organisation import Organisation
from .person import Person


class NetworkIndexPage(IndexPage):
    """The list of the association networks that make up the council."""

    page_description = "Luettelo järjestöverkostoista."
    template = "networks/network_index_page.html"
    everyday_words = "liity, jäseneksi, nuoriso, join"

    class Meta:
        verbose_name = "järjestöverkostot"
        verbose_name_plural = "verkostoluettelot"

    def networks(self):
        """Return the published networks by name."""
        return NetworkPage.objects.child_of(self).live().public().order_by("title")


class NetworkPage(BasePage):
    """A network of associations that work for the same people or purpose."""

    introduction = models.TextField(
        "esittely", blank=True, help_text="Kaksi tai kolme virkettä: mikä verkosto on."
    )
    for_whom = models.TextField(
        "kenelle", blank=True, help_text="Millaisille yhdistyksille verkosto on tarkoitettu."
    )
    themes = models.TextField(
        "teemat", blank=True, help_text="Mitä asioita verkosto hoitaa. Yksi teema riville."
    )
    rhythm = models.CharField(
        "kokoontuminen",
        max_length=200,
        blank=True,
        help_text="Esimerkiksi: joka toinen kuukausi, verkossa.",
    )
    how_to_join = models.TextField(
        "miten mukaan", blank=True, help_text="Mitä yhdistyksen pitää tehdä päästäkseen mukaan."
    )
    body = BodyField()
    convener = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="networks_convened",
        verbose_name="kokoonkutsuja",
        help_text="Ei näy lukijoille. Saa kerran vuodessa linkin, jolla hän tarkistaa verkoston "
        "tiedot.",
    )

    content_panels = BasePage.content_panels + [
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("for_whom", "themes", "rhythm", "how_to_join")],
            heading="Verkoston tiedot",
        ),
        FieldPanel("body"),
        FieldPanel("convener"),
        InlinePanel("members", heading="Jäsenyhdistykset", label="jäsenyhdistys"),
    ]
    staff_only = frozenset({"convener"})
    parent_page_types = ["networks.NetworkIndexPage"]
    subpage_types = []
    page_description = "Yhden järjestöverkoston esittely ja sen edustajat."
    template = "networks/network_page.html"

    class Meta:
        verbose_name = "järjestöverkosto"
        verbose_name_plural = "järjestöverkostot"

    @property
    def lead_text(self):
        return self.introduction

    @property
    def body_text(self):
        parts = [self.for_whom, self.themes, self.rhythm, self.how_to_join]
        return "\n".join([*parts, get_plain_text(self.body), *self.representatives()])

    def findable(self):
        return replace(super().findable(), topic=True, about=(self.pk,))

    def sections(self):
        yield from super().sections()
        for title, text in (
            ("Kenelle", self.for_whom),
            ("Teemat", self.themes),
            ("Kokoontuminen", self.rhythm),
            ("Miten mukaan", self.how_to_join),
            ("Edustajat", "\n".join(self.representatives())),
            ("Jäsenyhdistykset", "\n".join(map(str, self.member_organisations()))),
        ):
            if text:
                yield Section(text, title)

    def representatives(self) -> list[str]:
        """Return the names of all past and present holders of the network's seats, as published."""
        people = Person.objects.filter(mandates__seat__network=self.pk, mandates__term__live=True)
        return [str(person) for person in people.distinct()]

    @property
    def theme_list(self) -> list[str]:
        return [line.strip() for line in self.themes.splitlines() if line.strip()]

    def member_organisations(self):
        """Return the published member associations by name."""
        # A subquery for a stored page; the rows in memory for a draft.
        members = self.members.all().values_list("organisation_id", flat=True)
        return Organisation.objects.filter(pk__in=members, live=True)


class NetworkMember(Orderable):
    """An association's membership of a network."""

    network = ParentalKey(
        NetworkPage, on_delete=models.CASCADE, related_name="members", verbose_name="verkosto"
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="networks_joined",
        verbose_name="yhteisö",
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                name="organisation_is_in_a_network_once",
                violation_error_message="Yhteisö on jo tämän verkoston jäsen.",
            )
        ]
