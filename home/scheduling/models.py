"""When the scheduled work was last done, what of it failed, and who has been told of what."""

import datetime

from django.db import models
from django.utils import timezone

LATE_AFTER = datetime.timedelta(days=1)


class HeartbeatManager(models.Manager):
    def last(self):
        """The one heartbeat; an unsaved one if the work has never been done."""
        return self.first() or Heartbeat(pk=1)


class Heartbeat(models.Model):
    """The last time that everything due was gone through: one row, written by `run_due`."""

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
        """Has nobody gone through the work for over a day, or ever?"""
        return self.finished_at is None or timezone.now() - self.finished_at > LATE_AFTER

    def begin(self):
        self.started_at = timezone.now()
        self.save()

    def end(self, done: int, failures: list[dict]):
        self.finished_at, self.done, self.failures = timezone.now(), done, failures
        self.save()


class NoticeManager(models.Manager):
    def once(self, about: str) -> bool:
        """Is this the first time that anybody is told of this? Then it is the last."""
        return self.get_or_create(about=about, defaults={"at": timezone.now()})[1]

    def given(self, about: str) -> bool:
        return self.filter(about=about).exists()


class Notice(models.Model):
    """What has been told already, so that a reminder or an alarm is sent once."""

    about = models.CharField("mistä", max_length=200, unique=True)
    at = models.DateTimeField("milloin", default=timezone.now)

    objects = NoticeManager()

    class Meta:
        default_permissions = ()
        verbose_name = "ilmoitus"
        verbose_name_plural = "ilmoitukset"

    def __str__(self):
        return self.about
