"""Meetings whose minutes should be public by now but are not."""

import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from home.approval.approvers import get_level_members
from home.approval.models import ApprovalSettings, Level
from home.mail.outbox import MailContent, post_mail
from home.roles import list_people_in
from home.scheduling.models import Notice

from .models import DocumentKind, MeetingDocument, MeetingPage

ALARMED_FOR = datetime.timedelta(days=90)  # older ones are in the report of missing files
CHAIR_AFTER = datetime.timedelta(days=7)
READY = (MeetingPage.MinutesState.CHECKED, MeetingPage.MinutesState.APPROVED)


def meetings_without_minutes(today: datetime.date):
    """Return the meetings whose minutes should be public by now, longest overdue first.

    A meeting counts as held when its day has passed and it was not cancelled.
    """
    last_day = today - datetime.timedelta(days=ApprovalSettings.load().minutes_alarm_days)
    documents = MeetingDocument.objects.filter(meeting=OuterRef("pk"), kind=DocumentKind.MINUTES)
    public = Q(live=True) & (Q(minutes_state__in=READY) | Exists(documents.exclude(document=None)))
    return (
        MeetingPage.objects.filter(date__lte=last_day, date__gt=last_day - ALARMED_FOR)
        .filter(Q(live=True) | Q(first_published_at=None))
        .exclude(state=MeetingPage.State.CANCELLED)
        .exclude(is_example=True)
        .exclude(public)
        .order_by("date", "path")
    )


def roles_to_alarm(meeting, today: datetime.date) -> list[str]:
    """Return the roles not yet notified: the secretariat first, the chair a week later."""
    days = ApprovalSettings.load().minutes_alarm_days
    chairs_day = meeting.date + datetime.timedelta(days=days) + CHAIR_AFTER
    roles = ["secretariat", "chair"] if chairs_day <= today else ["secretariat"]
    return [role for role in roles if not Notice.objects.given(alarm_key(meeting, role))]


def alarm_key(meeting, role: str) -> str:
    """Return the key of the notice, once for each date: a moved meeting gets a new one."""
    return f"minutes of meeting {meeting.pk} of {meeting.date.isoformat()} to {role}"


def send_alarm(meeting_pk: int, now: datetime.datetime) -> None:
    """Notify the roles that have had no mail, if the minutes are still missing."""
    today = timezone.localdate(now)
    meeting = meetings_without_minutes(today).filter(pk=meeting_pk).first()
    for role in roles_to_alarm(meeting, today) if meeting else ():
        Notice.objects.once(alarm_key(meeting, role))
        for person in role_members(role):
            post_mail("minutes", person, alarm_mail(meeting, today))


def role_members(role: str) -> list:
    if role == "chair":
        chair = ApprovalSettings.load().chair
        return [chair] if chair else get_level_members(Level.CHAIR)
    return list(list_people_in(role))


def alarm_mail(meeting, today: datetime.date) -> MailContent:
    days = (today - meeting.date).days
    address = reverse("after_meeting", args=[meeting.pk])
    return MailContent(
        f"Pöytäkirja puuttuu: {meeting.labelled_title}",
        (
            f"{meeting.title} oli {days} päivää sitten, eikä sen pöytäkirjaa ole julkaistu.",
            "Lisää pöytäkirja kokoukselle ja lähetä kokous hyväksyttäväksi. Jos se jo odottaa "
            "hyväksyntää, muistuta hyväksyjää. Jos pöytäkirjan teksti on jo sivulla, merkitse sen "
            "tilaksi tarkastettu tai hyväksytty. Jos kokousta ei pidetty, merkitse se perutuksi.",
        ),
        link=f"{settings.WAGTAILADMIN_BASE_URL}{address}",
        link_text="Kirjaa kokous",
    )
