"""The views of this app that can write. See home/web/endpoint.py."""

from home.endpoints import CONTENT, STAFF, WRITERS
from home.web.endpoint import READS, Endpoint, Record


def draft_endpoint(rule, roles=WRITERS) -> Endpoint:
    return Endpoint(roles, CONTENT, Record.LOG, rule)


ENDPOINTS = {
    "new_meeting": draft_endpoint("a draft of a meeting"),
    "year_of_meetings": draft_endpoint("drafts of meetings"),
    "meeting_settings": Endpoint(WRITERS, CONTENT, Record.NONE, "the agenda of new meetings"),
    "meeting_files": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "meeting_files_in": draft_endpoint("files into the council's collection", STAFF),
    "meeting_attendance": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "after_meeting": draft_endpoint(
        "a draft of the meeting and of news about it, sent for approval", STAFF
    ),
    "import_minutes": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "new_meeting_first": READS,
    "feed": READS,
}
