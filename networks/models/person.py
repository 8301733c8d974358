from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.models import Approvable


class Person(index.Indexed, Approvable):
    """Someone who holds or has held a mandate. Only the name is public."""

    first_name = models.CharField("etunimi", max_length=80)
    last_name = models.CharField("sukunimi", max_length=80)
    contact_email = models.EmailField(
        "sähköposti",
        blank=True,
        help_text="Ei näy sivuilla. Edustajalle kirjoitettu viesti menee tähän. Jos tyhjä, viesti "
        "menee sihteeristölle. Myös kokouskutsut lähetetään tähän.",
    )
    contact_consent_on = DayField(
        "suostumuksen päivä",
        null=True,
        blank=True,
        help_text="Päivä, jona henkilö antoi luvan käyttää yhteystietoaan.",
        direction=Direction.PAST,
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

    def clean(self):
        super().clean()
        if self.contact_consent_on and self.contact_consent_on > timezone.localdate():
            raise ValidationError({"contact_consent_on": "Suostumuksen päivä ei voi olla edessä."})

    def is_named_in_public(self):
        named = self.appointments.filter(nomination__live=True)
        return self.mandates.filter(term__live=True).exists() or named.exists()

    @property
    def name_in_record(self):
        """Return a number instead of a name: the audit log is kept longer than the name may be."""
        return f"henkilö {self.pk}"

    def __str__(self):
        return f"{self.first_name} {self.last_name}"
