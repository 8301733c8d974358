from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from wagtail.models import Workflow

from home.single_row import SingleRow

from .level import Level


def make_days_field(label, default, help_text):
    """Return a field for a number of days, 1 to 60."""
    validators = [MinValueValidator(1), MaxValueValidator(60)]
    return models.PositiveSmallIntegerField(
        label, default=default, validators=validators, help_text=help_text
    )


def make_user_field(label, help_text):
    """Return an optional foreign key to a user."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


class ApprovalSettings(SingleRow):
    """Who approves the council's texts, and in how many days."""

    chair = make_user_field(
        "puheenjohtaja",
        "Saa hyväksyttävät tekstit ensimmäisenä. Jos jätät tyhjäksi, ne saa jokainen "
        "puheenjohtajiston jäsen.",
    )
    vice_chair = make_user_field(
        "varapuheenjohtaja", "Saa tekstit, kun puheenjohtaja on poissa tai ei vastaa."
    )
    deputy = make_user_field(
        "nimetty sijainen", "Saa tekstit, kun varapuheenjohtajaa ei ole tai hänkin on poissa."
    )
    silence_days = make_days_field(
        "vastausaika", 3, "Näin monen arkipäivän jälkeen myös sijainen voi hyväksyä."
    )
    reminder_days = make_days_field(
        "muistutus", 1, "Näin monen arkipäivän jälkeen hyväksyjää muistutetaan."
    )
    link_days = make_days_field(
        "linkin voimassaolo",
        7,
        "Näin monta päivää hyväksymislinkki toimii, kuitenkin vähintään viikon ja vastausajan "
        "loppuun. Linkki ei vanhene viikonloppuna eikä pyhänä.",
    )
    minutes_alarm_days = make_days_field(
        "pöytäkirjan määräaika",
        10,
        "Näin monen päivän jälkeen kokouksesta muistutetaan, jos pöytäkirja puuttuu.",
    )

    class Meta(SingleRow.Meta):
        verbose_name = "hyväksymisen asetukset"
        verbose_name_plural = "hyväksymisen asetukset"
        permissions = [("withdraw_content", "Voi vetää sisällön pois julkaisusta")]
        constraints = [
            *SingleRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(chair=None) | Q(deputy=None) | ~Q(chair=F("deputy")),
                name="deputy_is_not_the_chair",
                violation_error_message="Sijainen ei voi olla sama henkilö kuin puheenjohtaja.",
            ),
            models.CheckConstraint(
                condition=Q(chair=None) | Q(vice_chair=None) | ~Q(chair=F("vice_chair")),
                name="vice_chair_is_not_the_chair",
                violation_error_message="Varapuheenjohtaja ei voi olla sama henkilö kuin "
                "puheenjohtaja.",
            ),
        ]

    def __str__(self):
        return "Hyväksymisen asetukset"

    @classmethod
    def load(cls):
        people = cls.objects.select_related("chair", "vice_chair", "deputy")
        return people.first() or cls()


class ApprovalRule(models.Model):
    """The council's choice for one kind of text, where it differs from the default of the kind."""

    settings = models.ForeignKey(
        ApprovalSettings, on_delete=models.CASCADE, related_name="rules", verbose_name="asetukset"
    )
    kind = models.CharField("sisältö", max_length=100)
    level = models.CharField("kuka hyväksyy", max_length=12, choices=Level.choices)
    small_corrections = models.BooleanField(
        "pienet korjaukset heti",
        default=False,
        help_text="Julkisen sivun pienet korjaukset, kuten kellonaika ja paikka, julkaistaan "
        "ilman hyväksyntää. Niistä jää merkintä.",
    )

    class Meta:
        verbose_name = "hyväksymisen sääntö"
        verbose_name_plural = "hyväksymisen säännöt"
        constraints = [
            models.UniqueConstraint(
                fields=["settings", "kind"],
                name="one_rule_per_kind_in_a_council",
                violation_error_message="Tälle sisällölle on jo sääntö.",
            )
        ]

    def __str__(self):
        return f"{self.kind}: {self.get_level_display()}"


class CouncilWorkflow(models.Model):
    """The Wagtail workflow that implements one level of approval."""

    level = models.CharField(
        "taso",
        max_length=12,
        choices=Level.choices,
        unique=True,
        error_messages={"unique": "Tällä tasolla on jo työnkulku."},
    )
    workflow = models.OneToOneField(
        Workflow, on_delete=models.CASCADE, related_name="+", verbose_name="työnkulku"
    )

    class Meta:
        verbose_name = "neuvottelukunnan työnkulku"
        verbose_name_plural = "neuvottelukunnan työnkulut"

    def __str__(self):
        return self.get_level_display()
