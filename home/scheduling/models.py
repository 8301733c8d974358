"""When the scheduled jobs last ran, which of them failed, and which notices were sent."""

import datetime

from django.db import models
from django.utils import timezone

LATE_AFTER = datetime.timedelta(days=1)


class HeartbeatManager(models.Manager):
    def last(self):
        """Return the only heartbeat; an unsaved one if the jobs have never run."""
        return self.first() or Heartbeat(pk=1)


class Heartbeat(models.Model):
    """The last complete run of the scheduled jobs: one row, written by `run_due`."""

    started_at = models.DateTimeField("alkoi")
    finished_at = models.DateTimeField("päättyi", null=True)
    done = models.PositiveIntegerField("tehty", default=0)
    failures = models.JSONField("epäonnistui", default=list)

    objects = HeartbeatManager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = "ajastettujen tehtävien ajo"
        verbose_name_plural = "ajastettujen tehtävien ajot"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="there_is_one_heartbeat",
                violation_error_message="Ajastettujen tehtävien ajoja kirjataan vain yksi.",
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.finished_at or 'kesken'}"

    @property
    def is_late(self) -> bool:
        """Return whether the last complete run ended over a day ago, or never."""
        return self.finished_at is None or timezone.now() - self.finished_at > LATE_AFTER

    def begin(self):
        self.started_at = timezone.now()
        self.save()

    def end(self, done: int, failures: list[dict]):
        self.finished_at, self.done, self.failures = timezone.now(), done, failures
        self.save()


class NoticeManager(models.Manager):
    def once(self, about: str) -> bool:
        """Record the notice; return whether it is the first of its kind, which may then be sent."""
        return self.get_or_create(about=about, defaults={"at": timezone.now()})[1]

    def given(self, about: str) -> bool:
        return self.filter(about=about).exists()


class Notice(models.Model):
    """A notice that was sent, so that a reminder or an alarm is sent only once."""

    about = models.CharField("mistä", max_length=200, unique=True)
    at = models.DateTimeField("milloin", default=timezone.now)

    objects = NoticeManager()

    class Meta:
        default_permissions = ()
        verbose_name = "ilmoitus"
        verbose_name_plural = "ilmoitukset"

    def __str__(self):
        return self.about
