"""The yearly check of contact data: its links, what was proposed behind them, and its settings."""

import datetime

from django.db import models
from django.utils import timezone

from home.authentication.personal_links import PersonalLink
from home.single_row import SingleRow

from .network import NetworkPage
from .person import Person

PROPOSALS_KEPT = datetime.timedelta(days=365)
LINKS_KEPT = datetime.timedelta(days=365)  # the next check counts from the last


class ContactCheckSettings(SingleRow):
    """The month in which people are asked to check their contact data."""

    month = models.PositiveSmallIntegerField(
        "tarkistuskuukausi",
        null=True,
        blank=True,
        default=2,
        help_text="Pyynnöt lähtevät tämän kuukauden ensimmäisenä arkiaamuna.",
    )

    class Meta(SingleRow.Meta):
        default_permissions = ()
        verbose_name = "yhteystietojen tarkistus"
        verbose_name_plural = "yhteystietojen tarkistus"

    def __str__(self):
        return "Yhteystietojen tarkistus"


class ContactCheck(PersonalLink):
    """The link by which a representative or convener checks their own data, once."""

    PURPOSE = "networks.contact_check"
    DAYS = 60

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="contact_checks", verbose_name="henkilö"
    )

    class Meta:
        default_permissions = ()
        verbose_name = "tarkistuspyyntö"
        verbose_name_plural = "tarkistuspyynnöt"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.person}: {timezone.localdate(self.created_at).isoformat()}"

    @classmethod
    def make(cls, person, now: datetime.datetime) -> tuple[str, datetime.datetime]:
        """End the person's earlier links and make a new one; return its secret and its end."""
        person.contact_checks.not_ended().end()
        expires_at = now + datetime.timedelta(days=cls.DAYS)
        return cls(person=person).renew(expires_at, now), expires_at


class ContactProposal(models.Model):
    """What somebody proposed behind the link, until the secretariat has handled it."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="contact_proposals", verbose_name="henkilö"
    )
    network = models.ForeignKey(
        NetworkPage,
        on_delete=models.CASCADE,
        null=True,
        related_name="contact_proposals",
        verbose_name="verkosto",
    )
    values = models.JSONField("ehdotetut tiedot", default=dict)
    remark = models.TextField("muu korjaus", blank=True)
    has_withdrawn = models.BooleanField("poisti yhteystietonsa", default=False)
    created_at = models.DateTimeField("ehdotettu", default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = "ehdotus tietojen muutokseksi"
        verbose_name_plural = "ehdotukset tietojen muutoksiksi"
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"{self.network or self.person}: {timezone.localdate(self.created_at).isoformat()}"

    @property
    def target(self):
        """Return what the proposal is about: the network or the person."""
        return self.network or self.person
