import datetime

from django.contrib.admin import display
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .nomination import NominationPage

KEPT = datetime.timedelta(days=365)


class ProposalQuerySet(models.QuerySet):
    def old(self, today=None):
        """Return the proposals to delete: personal data is kept for a year."""
        return self.filter(created_at__date__lt=(today or timezone.localdate()) - KEPT)

    def same_candidate(self, nomination, first_name, last_name):
        """Return all proposals of this candidate for the nomination."""
        names = {"first_name__iexact": first_name, "last_name__iexact": last_name}
        return self.filter(nomination=nomination, **names)

    def one_for_each_candidate(self):
        """Leave out later proposals of a candidate who was proposed before."""
        earlier = Proposal.objects.same_candidate(
            OuterRef("nomination"), OuterRef("first_name"), OuterRef("last_name")
        )
        return self.exclude(Exists(earlier.filter(pk__lt=OuterRef("pk"))))


class Proposal(models.Model):
    """A candidate proposed for a nomination, with the candidate's consent; seen by staff only."""

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
    why_deleted_at_once = _(
        "Ehdotuksessa on ehdokkaan ja ehdottajan henkilötietoja. Siksi se poistuu heti eikä mene "
        "roskakoriin. Poistettua ei voi palauttaa."
    )

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

    def of_same_candidate(self):
        """Return all proposals of the same candidate for the same nomination, this one included."""
        found = Proposal.objects.same_candidate(self.nomination_id, self.first_name, self.last_name)
        return found.order_by("pk")

    @property
    @display(description="Ehdottajat")
    def proposers(self) -> str:
        """Return everyone who proposed the candidate, by name and organisation."""
        return "; ".join(each.proposer for each in self.of_same_candidate())

    @property
    def proposer(self) -> str:
        return ", ".join(filter(None, [self.proposer_name, self.proposer_organisation]))

    @property
    @display(description="Kaikki perustelut")
    def all_reasons(self) -> str:
        """Return the reasons that each proposer gave."""
        return "\n\n".join(f"{each.proposer}: {each.reasons}" for each in self.of_same_candidate())
