import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .nomination import NominationPage

KEPT = datetime.timedelta(days=365)


class ProposalQuerySet(models.QuerySet):
    def old(self, today=None):
        """Those that nobody needs any more: the senders' data is kept for a year."""
        return self.filter(created_at__date__lt=(today or timezone.localdate()) - KEPT)


class Proposal(models.Model):
    """Somebody proposed for a nomination, with the candidate's consent; only staff ever see it."""

    nomination = models.ForeignKey(
        NominationPage,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="nimeäminen",
    )
    first_name = models.CharField("ehdokkaan etunimi", max_length=80)
    last_name = models.CharField("ehdokkaan sukunimi", max_length=80)
    email = models.EmailField("ehdokkaan sähköposti")
    organisation = models.CharField("ehdokkaan yhteisö", max_length=200, blank=True)
    reasons = models.TextField("perustelut", max_length=2000)
    consent = models.TextField("suostumus")
    consent_on = models.DateField("suostumuksen päivä", default=timezone.localdate)
    proposer_name = models.CharField("ehdottajan nimi", max_length=120)
    proposer_email = models.EmailField("ehdottajan sähköposti")
    proposer_organisation = models.CharField("ehdottajan yhteisö", max_length=200, blank=True)
    created_at = models.DateTimeField("lähetetty", auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "ehdotus"
        verbose_name_plural = "ehdotukset"
        default_permissions = ("view", "delete")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(consent=""),
                name="a_candidate_has_agreed",
                violation_error_message="Ehdokkaan suostumus puuttuu.",
            )
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"
