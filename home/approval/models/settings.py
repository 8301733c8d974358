from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from wagtail.models import Workflow

from .level import Level


def days(label, default, help_text):
    """A number of days that a council chooses."""
    validators = [MinValueValidator(1), MaxValueValidator(60)]
    return models.PositiveSmallIntegerField(
        label, default=default, validators=validators, help_text=help_text
    )


def person(label, help_text):
    """Somebody with an account, or nobody."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=help_text,
    )


class ApprovalSettings(models.Model):
    """Who approves the council's texts, and in how many days."""

    council = models.OneToOneField(
        "home.HomePage",
        on_delete=models.CASCADE,
        related_name="approval_settings",
        verbose_name="neuvottelukunta",
    )
    chair = person(
        "puheenjohtaja",
        "Saa hyväksyttävät tekstit ensimmäisenä. Jos jätät tyhjäksi, ne saa jokainen "
        "puheenjohtajiston jäsen.",
    )
    vice_chair = person(
        "varapuheenjohtaja", "Saa tekstit, kun puheenjohtaja on poissa tai ei vastaa."
    )
    deputy = person(
        "nimetty sijainen", "Saa tekstit, kun varapuheenjohtajaa ei ole tai hänkin on poissa."
    )
    silence_days = days(
        "vastausaika", 3, "Näin monen arkipäivän jälkeen myös sijainen voi hyväksyä."
    )
    reminder_days = days("muistutus", 1, "Näin monen arkipäivän jälkeen hyväksyjää muistutetaan.")
    link_days = days(
        "linkin voimassaolo",
        7,
        "Näin monta päivää hyväksymislinkki toimii, kuitenkin vähintään viikon ja vastausajan "
        "loppuun. Linkki ei vanhene viikonloppuna eikä pyhänä.",
    )
    minutes_alarm_days = days(
        "pöytäkirjan määräaika",
        10,
        "Näin monen päivän jälkeen kokouksesta muistutetaan, jos pöytäkirja puuttuu.",
    )

    class Meta:
        verbose_name = "hyväksymisen asetukset"
        verbose_name_plural = "hyväksymisen asetukset"
        permissions = [("withdraw_content", "Voi vetää sisällön pois julkaisusta")]
        constraints = [
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
        return f"Hyväksyminen: {self.council}"


class ApprovalRule(models.Model):
    """What the council has chosen for one kind of text, where it differs from the table."""

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
    """Wagtail's workflow that carries out one level of approval in one council."""

    council = models.ForeignKey(
        "home.HomePage",
        on_delete=models.CASCADE,
        related_name="approval_workflows",
        verbose_name="neuvottelukunta",
    )
    level = models.CharField("taso", max_length=12, choices=Level.choices)
    workflow = models.OneToOneField(
        Workflow, on_delete=models.CASCADE, related_name="+", verbose_name="työnkulku"
    )

    class Meta:
        verbose_name = "neuvottelukunnan työnkulku"
        verbose_name_plural = "neuvottelukunnan työnkulut"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "level"],
                name="one_workflow_per_level_in_a_council",
                violation_error_message="Tällä tasolla on jo työnkulku.",
            )
        ]

    def __str__(self):
        return f"{self.council}: {self.get_level_display()}"
