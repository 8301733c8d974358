"""Changes that take effect when a second person has confirmed them."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

# How long a request stays open.
WAITS = datetime.timedelta(days=14)


class PendingChangeQuerySet(models.QuerySet):
    def waiting(self):
        """Return the changes that can still be confirmed."""
        since = timezone.now() - WAITS
        return self.filter(status=PendingChange.Status.WAITING, requested_at__gt=since)


class PendingChange(models.Model):
    """A requested change of who approves, and the decision of a second person."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", "käyttäjätili"
        SETTINGS = "settings", "hyväksymisen asetukset"
        ABSENCE = "absence", "poissaolo"
        SECOND_FACTOR = "second_factor", "kaksivaiheinen kirjautuminen"

    class Status(models.TextChoices):
        WAITING = "waiting", "odottaa toisen vahvistusta"
        CONFIRMED = "confirmed", "vahvistettu"
        REFUSED = "refused", "hylätty"
        CANCELLED = "cancelled", "peruttu"
        OUTDATED = "outdated", "vanhentunut"

    kind = models.CharField("laji", max_length=20, choices=Kind.choices)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ketä muutos koskee",
    )
    title = models.CharField("muutos", max_length=300)
    lines = models.JSONField("mitä muuttuu", default=list)
    # `before` must still hold at the confirmation; `after` is then stored.
    before = models.JSONField("ennen", default=dict)
    after = models.JSONField("jälkeen", default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="pyytäjä",
    )
    requested_at = models.DateTimeField("pyydetty", default=timezone.now)
    status = models.CharField("tila", max_length=10, choices=Status.choices, default=Status.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vahvistaja",
    )
    decided_at = models.DateTimeField("ratkaistu", null=True, blank=True)
    reason = models.TextField("perustelu", blank=True)

    objects = PendingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "toisen vahvistusta odottava muutos"
        verbose_name_plural = "toisen vahvistusta odottavat muutokset"
        default_permissions = ()
        permissions = [("confirm_pendingchange", "Voi vahvistaa toisen pyytämän muutoksen")]
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(decided_at__isnull=False),
                name="a_decided_change_has_its_time",
                violation_error_message="Ratkaistulla muutoksella on aika.",
            ),
            models.CheckConstraint(
                condition=~Q(status="confirmed")
                | ~Q(decided_by=models.F("requested_by"))
                | ~Q(reason=""),
                name="nobody_confirms_alone_without_a_reason",
                violation_error_message="Oma muutos vahvistetaan yksin vain perustellen.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def expires_at(self):
        return self.requested_at + WAITS

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING and timezone.now() < self.expires_at
