"""That an action is done: a fact of its own, beside the agenda item and its versions."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from home.incoming.days import Direction
from home.incoming.fields import DayField

from .agenda import AgendaItem


class ActionCompletionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.select_related("item__meeting", "marked_by").order_by("-marked_at", "-pk")


class ActionCompletion(models.Model):
    """The day on which an action was done, and who said so.

    It is no part of the meeting's versions: it needs no approval and is public at once, and no
    draft can overwrite it. It stays when a version without the item is published, and counts again
    when an older version brings the item back, so the database does not tie it to the item's row.
    """

    item = models.OneToOneField(
        AgendaItem,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="completion",
        verbose_name="asiakohta",
    )
    day = DayField(
        "tehty",
        default=timezone.localdate,
        direction=Direction.PAST,
        help_text="Päivä, jona asia oli hoidettu. Se näkyy lukijoille heti.",
    )
    note = models.CharField(
        "huomautus",
        max_length=300,
        blank=True,
        help_text="Esimerkiksi miten asia hoidettiin. Näkyy vain hallinnassa.",
    )
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="merkitsijä",
    )
    marked_at = models.DateTimeField("merkitty", default=timezone.now)

    objects = ActionCompletionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "tehdyksi merkintä"
        verbose_name_plural = "tehdyksi merkinnät"

    def __str__(self):
        return f"{self.item_id}: {self.day:%-d.%-m.%Y}"

    def clean(self):
        super().clean()
        if isinstance(self.day, datetime.date) and self.day > timezone.localdate():
            raise ValidationError(
                {"day": _("Päivä on vasta tulossa. Merkitse päivä, jona asia oli hoidettu.")}
            )
