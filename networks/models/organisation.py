from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from home.models import Approvable

CONTINUES_AS_ITSELF = "Yhteisö ei voi jatkaa itsenään: valitse toinen yhteisö."


class Organisation(index.Indexed, Approvable):
    """A body that the council has to do with: an association, a municipality, an authority."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", "yhdistys tai muu järjestö"
        MUNICIPALITY = "municipality", "kunta"
        REGIONAL_COUNCIL = "regional_council", "maakuntaliitto"
        WELLBEING_COUNTY = "wellbeing_county", "hyvinvointialue"
        AUTHORITY = "authority", "muu viranomainen"
        OTHER = "other", "muu yhteisö"

    name = models.CharField(
        "nimi", max_length=200, help_text="Virallinen nimi, esimerkiksi Haminan kaupunki."
    )
    place_name = models.CharField(
        "kunnan nimi",
        max_length=60,
        blank=True,
        help_text="Vain kunnille: nimi perusmuodossa, esimerkiksi Hamina.",
    )
    kind = models.CharField("laji", max_length=20, choices=Kind.choices, default=Kind.ASSOCIATION)
    municipality = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations_located_here",
        limit_choices_to={"kind": Kind.MUNICIPALITY},
        verbose_name="kotikunta",
    )
    website = models.URLField("verkkosivu", blank=True)
    starts = models.DateField(
        "aloittanut", null=True, blank=True, help_text="Jätä tyhjäksi, jos päivä ei ole tiedossa."
    )
    ends = models.DateField(
        "lopettanut",
        null=True,
        blank=True,
        help_text="Täytä, jos yhteisö on lopettanut, sulautunut toiseen tai vaihtanut nimeä.",
    )
    continues_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continues_from",
        verbose_name="jatkaa nimellä",
        help_text="Yhteisö, joka jatkaa tämän toimintaa.",
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("place_name")]),
        FieldRowPanel([FieldPanel("municipality"), FieldPanel("website")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
                FieldPanel("continues_as"),
            ],
            heading="Historia",
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = "yhteisö"
        verbose_name_plural = "yhteisöt"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="organisation_name_is_unique",
                violation_error_message="Tämänniminen yhteisö on jo luettelossa.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="organisation_ends_after_it_starts",
                violation_error_message="Yhteisö ei voi lopettaa ennen kuin se on aloittanut.",
            ),
            models.CheckConstraint(
                condition=~models.Q(continues_as=models.F("id")),
                name="organisation_does_not_continue_as_itself",
                violation_error_message=CONTINUES_AS_ITSELF,
            ),
            models.CheckConstraint(
                condition=models.Q(kind="municipality") | models.Q(place_name=""),
                name="only_a_municipality_has_a_place_name",
                violation_error_message="Kunnan nimi annetaan vain kunnalle.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Says while a draft is saved what the constraint would refuse when it is published."""
        super().clean()
        if self.pk and self.continues_as_id == self.pk:
            raise ValidationError({"continues_as": CONTINUES_AS_ITSELF})
