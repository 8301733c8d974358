"""Attendance at a meeting: ticked from the mandates valid on the day."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce, Concat, JSONObject
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from networks.models import Mandate

from .loose_ends import DropsLostReferences
from .meeting import MeetingPage
from .settings import MeetingSettings


class AttendanceQuerySet(models.QuerySet):
    def draft_rows(self, meeting):
        """Return a subquery of the participants as dicts; it is empty if the council hides them.

        Keys: seat, role, name, guest, way. The name is empty unless the council shows names.
        Mandates of unpublished terms are left out.
        """
        ways = MeetingSettings.ShowAttendance
        show = MeetingSettings.load().show_attendance
        rows = [] if show == ways.NOT else meeting.attendances.all()
        rows = [row for row in rows if row.mandate is None or row.mandate.term.live]
        return [row.as_row(by_name=show == ways.NAME) for row in sorted(rows, key=Attendance.place)]

    def public_rows(self, meeting):
        """Return a subquery of the participants as the council shows them, as dicts; it may be
        empty.

        Keys: seat, role, name, guest, way. The name is empty unless the council shows names.
        Mandates of unpublished terms are left out.
        """
        chosen = MeetingSettings.objects.values("show_attendance")[:1]
        show = Coalesce(chosen, Value(MeetingSettings.ShowAttendance.SEAT))
        by_name = Concat("mandate__person__first_name", Value(" "), "mandate__person__last_name")
        rows = (
            self.filter(Q(mandate__isnull=True) | Q(mandate__term__live=True), meeting=meeting.pk)
            .alias(show=show)
            .exclude(show=MeetingSettings.ShowAttendance.NOT)
            .order_by("mandate__seat__order", "mandate__seat__title", "sort_order")
        )
        name = Case(When(show=MeetingSettings.ShowAttendance.NAME, then=by_name), default=Value(""))
        return ArraySubquery(
            rows.values(
                row=JSONObject(
                    seat="mandate__seat__title",
                    role="mandate__role",
                    name=name,
                    guest="guest",
                    way="way",
                )
            )
        )


class Attendance(DropsLostReferences, Orderable):
    """A representative, or a guest without a mandate, who took part in a meeting."""

    class Way(models.TextChoices):
        HERE = "here", "paikalla"
        REMOTE = "remote", "etäyhteydellä"

    meeting = ParentalKey(
        MeetingPage, on_delete=models.CASCADE, related_name="attendances", verbose_name="kokous"
    )
    mandate = models.ForeignKey(
        Mandate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name="edustus",
    )
    guest = models.CharField(
        "muu osallistuja",
        max_length=200,
        blank=True,
        help_text="Tehtävä ja yhteisö, esimerkiksi: hyvinvointikoordinaattori, Esimerkkilän "
        "kaupunki. Nimi vain, jos siihen on lupa.",
    )
    way = models.CharField("tapa", max_length=10, choices=Way.choices, default=Way.HERE)

    objects = AttendanceQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("mandate"), FieldPanel("way")]),
        FieldPanel("guest"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "osallistuja"
        verbose_name_plural = "osallistujat"
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(mandate__isnull=False, guest="")
                    | (models.Q(mandate__isnull=True) & ~models.Q(guest=""))
                ),
                name="attendance_is_of_a_mandate_or_of_a_guest",
                violation_error_message="Valitse joko edustus tai muu osallistuja.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "mandate"],
                name="a_mandate_attends_a_meeting_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Sama edustus on merkitty osallistujaksi kahdesti.",
            ),
        ]

    @classmethod
    def from_serializable_data(cls, data, *args, **kwargs):
        """Return the row, or None if its mandate was deleted and it names no guest."""
        row = super().from_serializable_data(data, *args, **kwargs)
        return row if row and (row.mandate_id or row.guest) else None

    def place(self) -> tuple:
        """Return the sort key: by seat, guests last."""
        seat = self.mandate.seat if self.mandate else None
        return (seat is None, seat and (seat.order, seat.title), self.sort_order or 0)

    def as_row(self, *, by_name: bool) -> dict:
        """Return the row as a page shows it; see `public_rows`."""
        mandate = self.mandate
        return {
            "seat": mandate.seat.title if mandate else None,
            "role": mandate.role if mandate else None,
            "name": str(mandate.person) if mandate and by_name else "",
            "guest": self.guest,
            "way": self.way,
        }

    def __str__(self):
        return self.guest or str(self.mandate)
