"""A meeting as schema.org's Event, for search engines."""

from home.caveats import join_caveat_labels

from .calendar import helsinki_datetime
from .occasion import MeetingState, Participation

SCHEMA = "https://schema.org/"
MODES = {
    Participation.ON_SITE: "OfflineEventAttendanceMode",
    Participation.REMOTE: "OnlineEventAttendanceMode",
    Participation.HYBRID: "MixedEventAttendanceMode",
}


def event_properties(meeting, address: str) -> dict:
    """Return the meeting as the properties of an Event, without those that are not known.

    An example is no event that anybody could go to.
    """
    if meeting.is_example:
        return {
            "@type": "CreativeWork",
            "name": meeting.labelled_title,
            "creativeWorkStatus": join_caveat_labels(meeting.caveats),
            "url": address,
            "description": meeting.description,
        }
    starts = (
        helsinki_datetime(meeting.date, meeting.starts_at).isoformat() if meeting.starts_at else ""
    )
    ends = (
        helsinki_datetime(meeting.ends_on, meeting.ends_at).isoformat()
        if meeting.ends_at is not None
        else ""
    )
    mode = MODES.get(meeting.participation)
    event = {
        "@type": "Event",
        "name": meeting.title,
        "startDate": starts or meeting.date.isoformat(),
        "endDate": ends,
        "eventStatus": SCHEMA + describe_event_status(meeting),
        "previousStartDate": meeting.moved_from.isoformat() if meeting.is_moved else "",
        "eventAttendanceMode": SCHEMA + mode if mode else "",
        "url": address,
        "description": meeting.description,
        "location": {"@type": "Place", "name": meeting.public_place} if meeting.place else "",
    }
    return {name: value for name, value in event.items() if value}


def describe_event_status(meeting) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if meeting.is_moved else "EventScheduled"
