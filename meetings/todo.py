"""Meetings and statements on the start page. See home/extension_points.py."""

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.approval.models import ApprovalSettings
from home.extension_points import Everyday, ToDo, WaitsForOthers
from home.roles import get_duties
from home.todo import list_parents_to_add_to, list_sent_keys

from .admin.new_meeting import indexes_for
from .checking.staff import list_asked, list_remarks
from .late_minutes import meetings_without_minutes
from .models import MeetingPage, StatementIndexPage, StatementPage

REMINDED = "secretariat"
WAITS = "chair"


def list_to_do(user, today: datetime.date) -> Iterator[ToDo]:
    if REMINDED not in get_duties(user):
        return
    yield from list_remarks()
    days = datetime.timedelta(days=ApprovalSettings.load().minutes_alarm_days)
    for meeting in meetings_without_minutes(today).exclude(pk__in=list_sent_keys(Page)):
        yield ToDo(
            meeting.get_admin_display_title(),
            _("Pöytäkirjaa ei ole julkaistu määräajassa"),
            after_meeting_url(meeting),
            _("Kirjaa kokous"),
            due=meeting.date + days,
        )


def list_waiting_for_others(user, today: datetime.date) -> Iterator[WaitsForOthers]:
    """Yield who check minutes for the secretariat; for the chair, minutes not published."""
    duties = get_duties(user)
    if REMINDED in duties:
        yield from list_asked()
    if WAITS not in duties or REMINDED in duties:
        return
    days = datetime.timedelta(days=ApprovalSettings.load().minutes_alarm_days)
    for meeting in meetings_without_minutes(today):
        yield WaitsForOthers(
            meeting.get_admin_display_title(),
            _("Odottaa sihteeristöä: pöytäkirjaa ei ole julkaistu määräajassa"),
            since=meeting.date,
            due=meeting.date + days,
            sent=False,
            address=after_meeting_url(meeting),
        )


def list_everyday_acts(user) -> Iterator[Everyday]:
    if indexes_for(user).exists():
        call = call_url()
        roles = {"secretariat": 1, "communications": 4}
        yield Everyday(_("Kutsu kokous"), call, "calendar", roles)
        if latest := latest_held_meeting():
            roles = {"secretariat": 2, "communications": 5}
            yield Everyday(_("Kirjaa kokous"), after_meeting_url(latest), "list-ul", roles)
    if index := list_parents_to_add_to(user, StatementIndexPage).first():
        labels = StatementPage._meta.app_label, StatementPage._meta.model_name
        address = reverse("wagtailadmin_pages:add", args=[*labels, index.pk])
        roles = {"secretariat": 4, "communications": 3}
        yield Everyday(_("Lisää lausunto"), address, "openquote", roles)
    meetings = reverse("meetings:index")
    yield Everyday(_("Katso kokoukset"), meetings, "calendar", {"chair": 4, "administration": 7})


def call_url() -> str:
    """Return the screen that calls the next meeting; that of a new one if none is planned."""
    planned = MeetingPage.objects.upcoming().filter(
        state=MeetingPage.State.PLANNED, is_example=False
    )
    next_one = planned.exclude(call__waits=True).soonest_first().first()
    return reverse("call_meeting", args=[next_one.pk]) if next_one else reverse("new_meeting_first")


def latest_held_meeting() -> MeetingPage | None:
    """Return the latest meeting that has been held or is held today, or None."""
    return (
        MeetingPage.objects.filter(date__lte=timezone.localdate())
        .exclude(state=MeetingPage.State.CANCELLED)
        .newest_first()
        .first()
    )


def after_meeting_url(meeting) -> str:
    return reverse("after_meeting", args=[meeting.pk])
