"""The checking of minutes on the start page, and when its rows are deleted."""

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from home.extension_points import ToDo, WaitsForOthers

from ..models import MeetingPage, MinutesCheck

KEPT = datetime.timedelta(days=365)  # if the minutes are never approved
State = MinutesCheck.State


def list_remarks() -> Iterator[ToDo]:
    """Yield what checkers have remarked on, and rounds whose link has run out."""
    for check in list_open_checks().filter(state__in=(State.REMARK, State.ASKED)):
        expired = check.state == State.ASKED and check.closed is not None
        if not expired and check.state == State.ASKED:
            continue
        words = _("Pöytäkirjan tarkastaja huomautti. Korjaa ja pyydä tarkastus uudelleen.")
        if expired:
            words = _("Pöytäkirjan tarkastaja ei ole vastannut ajoissa. Pyydä uudelleen.")
        yield ToDo(
            check.meeting.get_admin_display_title(), words, checks_url(check), _("Avaa tarkastus")
        )


def list_asked() -> Iterator[WaitsForOthers]:
    """Yield those who have been asked to check minutes and may still answer."""
    for check in list_open_checks().filter(state=State.ASKED):
        if check.closed is None:
            words = _("Odottaa pöytäkirjan tarkastajaa: %(person)s")
            yield WaitsForOthers(
                check.meeting.get_admin_display_title(),
                words % {"person": check.person},
                since=localdate(check.created_at),
                due=localdate(check.expires_at),
                address=checks_url(check),
            )


def list_open_checks():
    ready = (MeetingPage.MinutesState.APPROVED,)
    found = MinutesCheck.objects.exclude(meeting__minutes_state__in=ready)
    return found.select_related("meeting", "person")


def checks_url(check) -> str:
    return reverse("minutes_checks", args=[check.meeting_id])


def list_old_checks(today: datetime.date):
    """Return the checks of minutes that are approved, or of meetings a year ago."""
    approved = Q(meeting__live=True, meeting__minutes_state=MeetingPage.MinutesState.APPROVED)
    return MinutesCheck.objects.filter(approved | Q(meeting__date__lt=today - KEPT))
