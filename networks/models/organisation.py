from django.core.validators import RegexValidator
from django.db import models
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from home.incoming.days import Direction
from home.incoming.fields import OldDateField
from home.models import Approvable

from ..forms import OrganisationForm


class Organisation(index.Indexed, Approvable, ClusterableModel):
    """An organisation that the council deals with: an association, a municipality, an authority."""

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
    municipality_code = models.CharField(
        "kuntanumero",
        max_length=3,
        blank=True,
        validators=[
            RegexValidator(r"^\d{3}$", "Kuntanumerossa on kolme numeroa, esimerkiksi 285.")
        ],
        help_text="Vain kunnille: Tilastokeskuksen kolminumeroinen kuntanumero, esimerkiksi 285. "
        "Sen avulla kunta löytyy kartalta.",
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
    starts = OldDateField(
        "aloittanut",
        null=True,
        blank=True,
        help_text="Jätä tyhjäksi, jos päivä ei ole tiedossa.",
        direction=Direction.NEAREST,
    )
    ends = OldDateField(
        "lopettanut",
        null=True,
        blank=True,
        help_text="Täytä, jos yhteisö on lopettanut, sulautunut toiseen tai vaihtanut nimeä.",
        direction=Direction.NEAREST,
    )
    base_form_class = OrganisationForm
    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("place_name"), FieldPanel("municipality_code")]),
        FieldRowPanel([FieldPanel("municipality"), FieldPanel("website")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
            ],
            heading="Historia",
        ),
        InlinePanel(
            "successions",
            heading="Jatkajat",
            label="jatkaja",
            help_text="Yhteisö, joka jatkaa tämän toimintaa, kun tämä on vaihtanut nimeä tai "
            "yhdistynyt toiseen. Jos yhteisö jakautui, lisää jokainen jatkaja.",
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
                condition=models.Q(kind="municipality") | models.Q(place_name=""),
                name="only_a_municipality_has_a_place_name",
                violation_error_message="Kunnan nimi annetaan vain kunnalle.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="municipality") | models.Q(municipality_code=""),
                name="only_a_municipality_has_a_code",
                violation_error_message="Kuntanumero annetaan vain kunnalle.",
            ),
            models.UniqueConstraint(
                fields=["municipality_code"],
                condition=~models.Q(municipality_code=""),
                name="municipality_code_is_unique",
                violation_error_message="Toisella kunnalla on jo tämä kuntanumero.",
            ),
        ]

    def is_named_in_public(self):
        seen = models.Q(mandates__term__live=True) | models.Q(seats__mandates__term__live=True)
        seen |= models.Q(networks_joined__network__live=True)
        seen |= models.Q(appointments__nomination__live=True)
        return type(self).objects.filter(seen, pk=self.pk).exists()

    def __str__(self):
        return self.name
