"""The views of this app that can write. See home/web/endpoint.py."""

from home.endpoints import CONTENT, STAFF, WRITERS, allow_anybody
from home.web.endpoint import READS, Endpoint, Record


def draft_endpoint(rule, roles=WRITERS) -> Endpoint:
    return Endpoint(roles, CONTENT, Record.LOG, rule)


def fact_endpoint(rule) -> Endpoint:
    return Endpoint(STAFF, CONTENT, Record.AUDIT, rule)


ENDPOINTS = {
    "new_meeting": draft_endpoint("a draft of a meeting"),
    "year_of_meetings": draft_endpoint("drafts of meetings"),
    "meeting_settings": Endpoint(WRITERS, CONTENT, Record.NONE, "the agenda of new meetings"),
    "meeting_files": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "meeting_files_in": draft_endpoint("files into the council's collection", STAFF),
    "meeting_agenda": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "meeting_agenda_item": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "meeting_attendance": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "after_meeting": draft_endpoint(
        "a draft of the meeting and of news about it, sent for approval", STAFF
    ),
    "call_meeting": draft_endpoint(
        "the call to the meeting, sent for approval; one mail to those not called yet", STAFF
    ),
    "minutes_checks": Endpoint(
        STAFF, CONTENT, Record.LOG, "who check the minutes: a link to each in turn"
    ),
    "check_minutes": allow_anybody(
        "the link's secret decides: one person's answer; the last sends the minutes for approval",
        CONTENT,
        Record.LOG,
    ),
    "meeting_answer": allow_anybody(
        "the link's secret decides: one person's answer", ("meetings", "mail"), Record.NONE
    ),
    "import_minutes": draft_endpoint("a draft of the meeting, while it does not wait", STAFF),
    "mark_action_done": fact_endpoint("an action is done: public at once, without an approval"),
    "reopen_action": fact_endpoint("an action is open again: public at once, without an approval"),
    "new_meeting_first": READS,
    "whole_paper": READS,
    "meeting_paper": READS,
    "whole_paper_file": READS,
    "feed": READS,
}
