from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from home.incoming.days import Direction
from home.incoming.fields import DayField


class AbsenceQuerySet(models.QuerySet):
    def on(self, day):
        """Return the absences that include the day."""
        return self.filter(starts__lte=day, ends__gte=day)


class Absence(models.Model):
    """The days on which somebody cannot approve anything."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name="kuka",
    )
    starts = DayField("ensimmäinen päivä", direction=Direction.NEAREST)
    ends = DayField("viimeinen päivä", direction=Direction.COMING)
    note = models.CharField(
        "huomautus", max_length=200, blank=True, help_text="Näkyy vain työntekijöille."
    )

    objects = AbsenceQuerySet.as_manager()
    why_deleted_at_once = _(
        "Kun poissaolo poistetaan, hyväksyttävät tekstit tulevat heti takaisin poissa olleelle. "
        "Siksi sitä ei voi palauttaa roskakorista. Voit lisätä poissaolon uudelleen."
    )

    class Meta:
        verbose_name = "poissaolo"
        verbose_name_plural = "poissaolot"
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="absence_ends_after_it_starts",
                violation_error_message="Poissaolo ei voi päättyä ennen kuin se alkaa.",
            )
        ]

    def __str__(self):
        name = self.person.display_name
        return f"{name} {self.starts:%-d.%-m.%Y}–{self.ends:%-d.%-m.%Y}"
