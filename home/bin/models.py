"""What was deleted in the admin and can be restored for a while."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = datetime.timedelta(days=30)


class BinItemQuerySet(models.QuerySet):
    def over(self, now=None):
        """Return the items whose time in the bin is over."""
        return self.filter(deleted_at__lt=(now or timezone.now()) - KEPT)


class BinItem(models.Model):
    """One deleted draft, file or list entry, with everything that is needed to restore it."""

    model = models.CharField("laji koodissa", max_length=100)
    kind = models.CharField("laji", max_length=100)
    object_id = models.CharField("numero", max_length=100)
    title = models.CharField("otsikko", max_length=255)
    parent_id = models.BigIntegerField("sivun numero, jonka alla oli", null=True)
    content = models.JSONField("sisältö")
    versions = models.JSONField("versiot", default=list)
    companions = models.JSONField("mukana poistuneet", default=list)
    file = models.FileField("tiedosto", upload_to="roskakori", blank=True)
    deleted_at = models.DateTimeField("poistettu", default=timezone.now)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="poistaja",
    )

    objects = BinItemQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "poistettu luonnos"
        verbose_name_plural = "poistetut luonnokset"
        ordering = ["-deleted_at", "pk"]

    def __str__(self):
        return self.title

    @property
    def companion_titles(self) -> list[str]:
        """Return the titles of the list entries that were deleted, and are restored, with it."""
        return [each["title"] for each in self.companions]

    @property
    def last_day(self) -> datetime.date:
        """Return the last day on which it can be restored."""
        return timezone.localdate(self.deleted_at + KEPT)
