"""The personal link in a mail: one person's right to read and decide on one version."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Revision, TaskState

from home.approval.approvers import get_last_day_of_link
from home.authentication.personal_links import (
    PersonalLink,
    PersonalLinkQuerySet,
    hash_account_state,
)

KEPT = datetime.timedelta(days=90)


class LinkQuerySet(PersonalLinkQuerySet):
    def old(self, now=None):
        """Return the links that are old enough to be deleted."""
        return self.filter(created_at__lt=(now or timezone.now()) - KEPT)


class ApprovalLinkQuerySet(LinkQuerySet):
    def end_stale(self) -> None:
        """End the links of people whose account has changed since they were sent."""
        for link in self.not_ended().select_related("person"):
            if link.account_changed:
                self.filter(pk=link.pk).end()


class ApprovalLink(PersonalLink):
    """The link by which an approver reads and decides on one version."""

    PURPOSE = "home.links"

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
    seal = models.CharField(
        "tilin tiiviste",
        max_length=64,
        default="",
        help_text="Linkki päättyy, jos tilin osoite, salasana, rooli tai käyttöoikeus muuttuu.",
    )

    objects = ApprovalLinkQuerySet.as_manager()

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
        """Return whether the link was ended, or the account has changed since it was sent."""
        return bool(self.ended_at) or self.seal != hash_account_state(self.person)

    @property
    def is_over(self) -> bool:
        """Return whether the link was used, has ended or expired, or its account has changed."""
        return bool(self.closed) or self.account_changed

    @classmethod
    def make(cls, person, task_state, days: int, due=None) -> str:
        """Create a link; return its secret token, which is stored nowhere but in the mail."""
        return cls.make_until(
            get_end_of_day(get_last_day_of_link(timezone.localdate(), days, due)),
            person,
            task_state,
        )

    @classmethod
    def make_until(cls, end: datetime.datetime, person, task_state) -> str:
        """Create a link that works until the given time; return its secret token."""
        link = cls(person=person, task_state=task_state, revision=task_state.revision)
        link.seal = hash_account_state(person)
        return link.renew(end)


class ReceiptLink(PersonalLink):
    """The link by which the person who is said to have approved a version takes that back.

    It goes on working when the account changes: whoever finds that somebody else has used the
    account changes the password first.
    """

    PURPOSE = "home.receipts"
    DAYS = 14

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="receipt_links",
        verbose_name="henkilö",
    )
    task_state = models.ForeignKey(
        TaskState,
        on_delete=models.CASCADE,
        related_name="receipt_links",
        verbose_name="hyväksytty versio",
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "kuittilinkki"
        verbose_name_plural = "kuittilinkit"
        default_permissions = ()

    def __str__(self):
        return f"{self.person}: {self.task_state.revision.object_str}"

    @classmethod
    def make(cls, person, task_state) -> tuple[str, datetime.date]:
        """Create a link; return its secret token and the last day on which it works."""
        last = timezone.localdate() + datetime.timedelta(days=cls.DAYS)
        return cls(person=person, task_state=task_state).renew(get_end_of_day(last)), last


def get_end_of_day(day: datetime.date) -> datetime.datetime:
    """Return the midnight at the end of the day."""
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(midnight)
