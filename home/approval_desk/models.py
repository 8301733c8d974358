"""The right to read and decide of one version, for one person, by a link in a mail."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Revision, TaskState

from home.approval.approvers import last_of_link

from .tokens import hash_of, new_token, seal_of

KEPT = datetime.timedelta(days=90)


class LinkQuerySet(models.QuerySet):
    def of_token(self, token: str):
        """The link that the token opens; none when the token was never ours."""
        return self.filter(token_hash=hash_of(token) or None)

    def open(self):
        return self.filter(used_at=None, ended_at=None)

    def end_stale(self) -> None:
        """End for good the links of people whose account has changed since they were sent."""
        for link in self.open().select_related("person"):
            if link.account_changed:
                self.filter(pk=link.pk).update(ended_at=timezone.now())

    def old(self, now=None):
        return self.filter(created_at__lt=(now or timezone.now()) - KEPT)


class ApprovalLink(models.Model):
    """A link that was mailed. Its secret is in the mail alone: only its fingerprint is kept."""

    token_hash = models.CharField("tunnisteen tiiviste", max_length=64, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="approval_links",
        verbose_name="henkilö",
    )
    task_state = models.ForeignKey(
        TaskState,
        on_delete=models.CASCADE,
        related_name="approval_links",
        verbose_name="hyväksyttävä versio",
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name="versio"
    )
    created_at = models.DateTimeField("lähetetty", default=timezone.now)
    expires_at = models.DateTimeField("voimassa")
    used_at = models.DateTimeField("käytetty", null=True)
    seal = models.CharField(
        "tilin tiiviste",
        max_length=64,
        default="",
        help_text="Linkki päättyy, jos tilin osoite, salasana, rooli tai käyttöoikeus muuttuu.",
    )
    ended_at = models.DateTimeField("päättynyt", null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "hyväksymislinkki"
        verbose_name_plural = "hyväksymislinkit"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="a_link_lasts_for_a_while",
                violation_error_message="Linkki ei voi vanhentua ennen lähettämistään.",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.revision.object_str}"

    @property
    def account_changed(self) -> bool:
        """Has the person's account changed since the link was sent?"""
        return bool(self.ended_at) or self.seal != seal_of(self.person)

    @property
    def is_over(self) -> bool:
        """Was it used, has its last day gone by, or is the account another than it was?"""
        is_late = self.expires_at <= timezone.now()
        return self.used_at is not None or is_late or self.account_changed

    @classmethod
    def make(cls, person, task_state, days: int, due=None) -> str:
        """Make a link; return the token, which nothing remembers but the mail."""
        token, token_hash = new_token()
        now = timezone.now()
        cls.objects.create(
            token_hash=token_hash,
            person=person,
            task_state=task_state,
            revision=task_state.revision,
            created_at=now,
            expires_at=end_of(last_of_link(timezone.localdate(now), days, due)),
            seal=seal_of(person),
        )
        return token


def end_of(day: datetime.date) -> datetime.datetime:
    """Return the midnight with which the day ends."""
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(midnight)
