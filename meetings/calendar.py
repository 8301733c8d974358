"""Meetings as iCalendar (RFC 5545), for the calendars of phones and offices."""

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration

from home.caveats import join_caveat_labels, join_texts
from home.incoming.text import clean_line, clean_text

HELSINKI = ZoneInfo("Europe/Helsinki")
PRODUCT = "-//Jarjestojen neuvottelukunta//Kokoukset//FI"
# How often a subscribed calendar should be fetched again.
REFRESH = datetime.timedelta(hours=6)
ASK_AGAIN_AFTER = 900  # seconds, for HTTP caches
STATUS = {"planned": "TENTATIVE", "called": "CONFIRMED", "held": "CONFIRMED"}
# Since 1996: clocks go forward on the last Sunday of March, back on the last of October
# (directive 2000/84/EC, article 2 and 3), at one o'clock UTC.
EET, EEST = datetime.timedelta(hours=2), datetime.timedelta(hours=3)
# Wall-clock times, hence without a time zone.
FORWARD = datetime.datetime(1996, 3, 31, 3)  # noqa: DTZ001
BACK = datetime.datetime(1996, 10, 27, 4)  # noqa: DTZ001


def make_calendar(meetings: Iterable, council: str, request=None) -> bytes:
    """Return a council's meetings as text/calendar; cancelled ones have that status."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean_line(council))
    calendar.add("x-wr-timezone", HELSINKI.key)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(helsinki_timezone())
    for meeting in meetings:
        calendar.add_component(make_event(meeting, council, request))
    return calendar.to_ical()


def calendar_response(meetings: Iterable, council, request) -> HttpResponse:
    """Return the meetings as an iCalendar response."""
    calendar = make_calendar(meetings, council.title, request)
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    patch_cache_control(response, public=True, max_age=ASK_AGAIN_AFTER)
    return response


def helsinki_timezone() -> Timezone:
    """Return the rules of Finnish time, including daylight saving time."""
    zone = Timezone()
    zone.add("tzid", HELSINKI.key)
    zone.add_component(clock_change(TimezoneDaylight(), "EEST", FORWARD, EET, EEST))
    zone.add_component(clock_change(TimezoneStandard(), "EET", BACK, EEST, EET))
    return zone


def clock_change(turn, name: str, first: datetime.datetime, before, after):
    """Return one of the two yearly changes of the clocks, always on the last Sunday of a month."""
    turn.add("tzname", name)
    turn.add("dtstart", first)
    turn.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1SU"})
    turn.add("tzoffsetfrom", before)
    turn.add("tzoffsetto", after)
    return turn


def make_event(meeting, council: str, request=None) -> Event:
    """Return a published meeting as an event: an all-day one if it has no starting time."""
    event = Event()
    event.add("uid", event_uid(meeting))
    event.add("sequence", event_sequence(meeting))
    event.add("dtstamp", last_change(meeting))
    event.add("last-modified", last_change(meeting))
    event.add("summary", event_summary(meeting, council))
    event.add("status", event_status(meeting))
    for name, moment in event_times(meeting).items():
        event.add(name, moment)
    if where := meeting.public_place or meeting.remote_words.capitalize():
        event.add("location", clean_line(where))
    if meeting.caveats:
        event.add("description", clean_text(join_texts(meeting.caveats)))
    if address := meeting.get_full_url(request):
        event.add("url", address)
    event.add("class", "PUBLIC")
    event.add("transp", "OPAQUE" if meeting.starts_at else "TRANSPARENT")
    return event


def event_summary(meeting, council: str) -> str:
    """Return the title with the council's name, since the calendar holds other events too.

    That the minutes are a draft says nothing of the event itself, and stands in its description.
    """
    labels = join_caveat_labels([c for c in meeting.caveats if c.kind != "draft"]).upper()
    return clean_line(f"{labels}: {meeting.title} – {council}".removeprefix(": "))


def event_status(meeting) -> str:
    """Return the STATUS: what was invented takes nobody's time, as if it were cancelled."""
    return "CANCELLED" if meeting.is_example else STATUS.get(meeting.state, "CANCELLED")


def event_uid(meeting) -> str:
    """Return the permanent UID, which does not depend on the date, the slug or the domain."""
    return f"{meeting.translation_key}@kokous"


def last_change(meeting) -> datetime.datetime:
    """Return when the published version last changed, in UTC."""
    known = meeting.last_published_at or helsinki_datetime(meeting.date, datetime.time.min)
    return known.astimezone(datetime.UTC)


def event_sequence(meeting) -> int:
    """Return the SEQUENCE, which grows when a change is published: minutes since the first time."""
    first = meeting.first_published_at or last_change(meeting)
    return int((last_change(meeting) - first).total_seconds() // 60)


def event_times(meeting) -> dict:
    """Return DTSTART and DTEND: a whole day without a starting time, no end if it is not known."""
    if meeting.starts_at is None:
        return {"dtstart": meeting.date, "dtend": meeting.date + datetime.timedelta(days=1)}
    starts = helsinki_datetime(meeting.date, meeting.starts_at)
    if meeting.ends_at is not None:
        return {"dtstart": starts, "dtend": helsinki_datetime(meeting.ends_on, meeting.ends_at)}
    return {"dtstart": starts}


def helsinki_datetime(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Return the Finnish wall-clock time as an aware datetime."""
    return datetime.datetime.combine(day, time, HELSINKI)
