"""The council's settings for meetings."""

from django.db import models

from home.single_row import SingleRow


class MeetingSettings(SingleRow):
    """How the council shows attendance, and its standing items."""

    class ShowAttendance(models.TextChoices):
        SEAT = "seat", "paikoittain, ilman nimiä"
        NAME = "name", "nimellä ja paikalla"
        NOT = "not", "ei lainkaan"

    show_attendance = models.CharField(
        "osallistujat sivulla",
        max_length=10,
        choices=ShowAttendance.choices,
        default=ShowAttendance.SEAT,
        help_text="Miten kokouksen osallistujat näkyvät lukijoille ja pöytäkirjassa.",
    )
    standing_items = models.TextField(
        "vakioasiat",
        blank=True,
        help_text="Asiat, jotka ovat jokaisen kokouksen esityslistalla, yksi riville. Kun kenttä "
        "on tyhjä, vakioasiat kopioidaan edellisestä kokouksesta.",
    )

    class Meta(SingleRow.Meta):
        verbose_name = "kokousten asetukset"
        verbose_name_plural = "kokousten asetukset"

    def __str__(self):
        return "Kokousten asetukset"
