from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from home.models import Approvable, HomePage


class Person(index.Indexed, Approvable):
    """Someone who holds or has held a mandate. Only the name is public."""

    first_name = models.CharField("etunimi", max_length=80)
    last_name = models.CharField("sukunimi", max_length=80)
    contact_email = models.EmailField(
        "sähköposti",
        blank=True,
        help_text="Ei näy sivuilla. Tarvitaan vain, jos henkilölle välitetään viestejä.",
    )
    contact_consent_on = models.DateField(
        "suostumuksen päivä",
        null=True,
        blank=True,
        help_text="Päivä, jona henkilö antoi luvan käyttää yhteystietoaan.",
    )

    panels = [
        FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_consent_on")])],
            heading="Yhteystieto viestien välittämiseen",
        ),
    ]
    search_fields = [
        index.SearchField("first_name"),
        index.SearchField("last_name"),
        index.AutocompleteField("first_name"),
        index.AutocompleteField("last_name"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = "henkilö"
        verbose_name_plural = "henkilöt"
        ordering = ["last_name", "first_name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contact_email="") | models.Q(contact_consent_on__isnull=False),
                name="contact_needs_a_dated_consent",
                violation_error_message="Yhteystiedon voi tallentaa vain henkilön suostumuksella: "
                "merkitse suostumuksen päivä.",
            ),
        ]

    def councils(self):
        """Those in which the person has or has had a seat."""
        return HomePage.objects.filter(terms__mandates__person=self).distinct()

    def is_named_in_public(self):
        return self.mandates.filter(term__live=True).exists()

    def __str__(self):
        return f"{self.first_name} {self.last_name}"
