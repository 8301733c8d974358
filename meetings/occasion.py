"""When, where and how a meeting is held, and whether it was moved or cancelled."""

import datetime
import re

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.privacy.keeping import replace_joining_details

from . import hours


class MeetingState(models.TextChoices):
    PLANNED = "planned", "suunniteltu"
    CALLED = "called", "kutsuttu koolle"
    HELD = "held", "pidetty"
    CANCELLED = "cancelled", "peruttu"


class MeetingKind(models.TextChoices):
    ORDINARY = "", "kokous"
    EXTRAORDINARY = "extraordinary", "ylimääräinen kokous"
    JOINT = "joint", "yhteiskokous"


class Participation(models.TextChoices):
    NOT_TOLD = "", "ei kerrottu"
    ON_SITE = "on_site", "lähikokous"
    REMOTE = "remote", "etäkokous"
    HYBRID = "hybrid", "hybridikokous: paikalla tai etäyhteydellä"


# The titles derived from the date: "Kokous 10.2.2027", "Ylimääräinen kokous 10.2.2027 klo 17.00",
# "Kokous 10.2.2027 (2)".
DERIVED_TITLE = re.compile(
    rf"({'|'.join(kind.label for kind in MeetingKind)})"
    r" \d{1,2}\.\d{1,2}\.\d{4}( klo \d{1,2}\.\d\d| \(\d+\))?",
    re.IGNORECASE,
)


class Occasion(models.Model):
    """The date, hours and place of a meeting, with the reason if it was moved or cancelled."""

    State = MeetingState
    MeetingKind = MeetingKind
    Participation = Participation

    date = DayField("päivä", direction=Direction.NEAREST)
    starts_at = models.TimeField("alkaa", null=True, blank=True)
    ends_at = models.TimeField("päättyy", null=True, blank=True)
    place = models.CharField(
        "paikka",
        max_length=200,
        blank=True,
        help_text="Esimerkiksi Kumppanuustalo Hilma, tai Etäyhteys, jos kokous on verkossa.",
    )
    joining_details = models.TextField(
        gettext_lazy("liittymistiedot kutsutuille"),
        blank=True,
        max_length=4000,
        help_text=gettext_lazy(
            "Etäkokouksen linkki ja tunnukset. Ei näy koskaan lukijoille: se lähtee kutsun mukana "
            "kutsutuille. Kirjoita paikaksi ”Etäyhteys”."
        ),
    )
    state = models.CharField(
        "tila", max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    meeting_kind = models.CharField(
        "kokouksen laji",
        max_length=15,
        choices=MeetingKind.choices,
        default=MeetingKind.ORDINARY,
        blank=True,
    )
    held_with = models.CharField(
        "kenen kanssa",
        max_length=200,
        blank=True,
        help_text="Yhteiskokouksessa: minkä toimielimen kanssa. Esimerkiksi: vanhusneuvosto.",
    )
    participation = models.CharField(
        "osallistumistapa",
        max_length=10,
        choices=Participation.choices,
        default=Participation.NOT_TOLD,
        blank=True,
    )
    change_reason = models.CharField(
        "perumisen tai siirtämisen syy",
        max_length=200,
        blank=True,
        help_text="Näkyy lukijoille. Esimerkiksi: Asiat käsitellään seuraavassa kokouksessa.",
    )
    moved_from = DayField(
        "alkuperäinen päivä",
        null=True,
        blank=True,
        help_text="Jos kokous on siirretty. Täyttyy itsestään, kun muutat julkaistun, tulevan "
        "kokouksen päivää.",
        direction=Direction.NEAREST,
    )
    new_date = DayField(
        "uusi päivä",
        null=True,
        blank=True,
        help_text="Jos kokous on peruttu ja sen tilalla pidettävän kokouksen päivä on tiedossa.",
        direction=Direction.COMING,
    )

    staff_only = frozenset({"joining_details"})

    class Meta:
        abstract = True

    @property
    def title_of_day(self) -> str:
        """Return the title of a meeting by its kind and date."""
        return f"{self.get_meeting_kind_display().capitalize()} {date_format(self.date, 'j.n.Y')}"

    def when(self) -> tuple:
        """Return the sort key by time; meetings without an hour come last on their day."""
        return (self.date, self.starts_at or datetime.time.max, self.path)

    @property
    def has_derived_title(self) -> bool:
        """Return whether the title is empty or made from the date, and so must follow it."""
        return not self.title or DERIVED_TITLE.fullmatch(self.title) is not None

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_moved(self) -> bool:
        """Return whether the meeting is on another day than the one first published."""
        return not self.is_cancelled and self.moved_from not in (None, self.date)

    @property
    def occasion(self) -> str:
        """Return date, hours and place in words."""
        day = date_format(self.date, "j.n.Y") if self.date else ""
        return ", ".join(filter(None, [day, self.times, self.public_place or self.remote_words]))

    @property
    def public_place(self) -> str:
        """Return the place as shown to readers, without any link or code for joining."""
        return replace_joining_details(self.place)

    @property
    def times(self) -> str:
        """Return the hours as written in Finnish: klo 13.00–15.00; empty if not known."""
        return hours.hours_in_words(self.starts_at, self.ends_at)

    @property
    def remote_words(self) -> str:
        """Return how to attend, unless only on site."""
        return {
            Participation.REMOTE: _("etäkokous"),
            Participation.HYBRID: _("paikalla tai etäyhteydellä"),
        }.get(self.participation, "")

    @property
    def ends_on(self) -> datetime.date:
        """Return the day on which the meeting ends: the next one if it goes past midnight."""
        return hours.end_date(self.date, self.starts_at, self.ends_at)

    @property
    def is_upcoming(self) -> bool:
        """Return whether it is not over, by the rule of `MeetingQuerySet.upcoming`."""
        now = timezone.localtime()
        if self.ends_at is None or (self.is_cancelled and self.date == now.date()):
            return self.date >= now.date()
        return (self.ends_on, self.ends_at) > (now.date(), now.time())

    @property
    def change_notice(self) -> str:
        """Return the notice that the meeting was cancelled or moved, and why; empty if neither."""
        if self.is_cancelled:
            new = self.new_date and _("Uusi päivä on %(day)s.") % {
                "day": date_with_weekday(self.new_date)
            }
            return " ".join(filter(None, [_("Kokous on peruttu."), self.change_reason, new]))
        if self.is_moved:
            words = _("Kokous on siirretty. Alkuperäinen päivä oli %(day)s.")
            moved = words % {"day": date_with_weekday(self.moved_from)}
            return " ".join(filter(None, [moved, self.change_reason]))
        return ""


def date_with_weekday(day: datetime.date) -> str:
    """Return the date with its weekday: keskiviikko 10.2.2027."""
    return date_format(day, "l j.n.Y")
