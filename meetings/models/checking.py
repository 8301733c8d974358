"""The checking of minutes: checkers are asked one after another, each by a personal link."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.authentication.personal_links import PersonalLink
from networks.models import Person


class MinutesCheck(PersonalLink):
    """One person asked to check the minutes of one meeting, and the person's answer."""

    PURPOSE = "meetings.check"

    class State(models.TextChoices):
        WAITS = "waits", _("odottaa vuoroaan")
        ASKED = "asked", _("pyydetty tarkastamaan")
        CHECKED = "checked", _("tarkastanut")
        REMARK = "remark", _("huomautti")

    meeting = models.ForeignKey(
        "meetings.MeetingPage",
        on_delete=models.CASCADE,
        related_name="minutes_checks",
        verbose_name="kokous",
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="minutes_checks", verbose_name="tarkastaja"
    )
    turn = models.PositiveSmallIntegerField("vuoro")
    content = models.CharField("tarkastettavan sisällön tiiviste", max_length=64)
    state = models.CharField("tila", max_length=10, choices=State.choices, default=State.WAITS)
    remark = models.TextField("huomautus", blank=True, max_length=4000)
    answered_at = models.DateTimeField("vastattu", null=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="tarkastuksen pyytäjä",
    )

    class Meta:
        verbose_name = "pöytäkirjan tarkastus"
        verbose_name_plural = "pöytäkirjojen tarkastukset"
        ordering = ["turn"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                name="a_person_checks_minutes_once",
                violation_error_message="Henkilö on jo tämän pöytäkirjan tarkastaja.",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_state_display()}"
