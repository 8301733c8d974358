from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.models import TaskState


class AssignmentQuerySet(models.QuerySet):
    def active(self):
        """Return the open assignments, whose holders may still decide."""
        return self.filter(ended_at=None, task_state__status=TaskState.STATUS_IN_PROGRESS)

    def end(self):
        """End the open assignments; return how many there were."""
        return self.filter(ended_at=None).update(ended_at=timezone.now())


class Assignment(models.Model):
    """One person asked to decide on one version of a text."""

    class Why(models.TextChoices):
        APPROVER = "approver", "hyväksyjä"
        ABSENCE = "absence", "sijainen poissaolon ajan"
        SILENCE = "silence", "sijainen, kun vastausta ei tullut"
        SUPERUSER = "superuser", "pääkäyttäjä perustellusta syystä"

    task_state = models.ForeignKey(
        TaskState,
        on_delete=models.CASCADE,
        related_name="assignments",
        verbose_name="hyväksyttävä versio",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="approval_assignments",
        verbose_name="henkilö",
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kenen puolesta",
    )
    why = models.CharField("peruste", max_length=10, choices=Why.choices, default=Why.APPROVER)
    reason = models.TextField("perustelu", blank=True)
    assigned_at = models.DateTimeField("pyydetty", default=timezone.now)
    due = models.DateField("viimeistään", null=True, blank=True)
    away_since = models.DateTimeField("poissa alkaen", null=True, blank=True)
    address_hash = models.CharField("osoitteen tiiviste", max_length=64, blank=True)
    ended_at = models.DateTimeField("päättynyt", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "hyväksymispyyntö"
        verbose_name_plural = "hyväksymispyynnöt"
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task_state", "person"],
                condition=Q(ended_at=None),
                name="a_person_is_asked_once_of_a_version",
                violation_error_message="Henkilöltä on jo pyydetty hyväksyntää.",
            ),
            models.CheckConstraint(
                condition=~Q(why="superuser") | ~Q(reason=""),
                name="a_superuser_gives_a_reason",
                violation_error_message="Pääkäyttäjän päätös on perusteltava.",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.task_state_id}"

    @property
    def went_to_another_address(self) -> bool:
        """Return whether the request was mailed to an address that the person no longer has."""
        return self.address_hash not in ("", hash_address(self.person))


def hash_address(person) -> str:
    """Return a keyed hash of the person's address, enough to detect that it has changed."""
    return salted_hmac("home.approval.assignment", person.email.lower()).hexdigest()
