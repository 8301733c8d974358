"""Checks of a meeting's fields against its own date and state."""

from django.utils import timezone

FUTURE = "Päivä on vasta tulossa. Merkitse se, kun se on tapahtunut."
MINUTES_TOO_EARLY = "Pöytäkirjaa ei ole voitu hyväksyä ennen kokousta."
CORRECTED_TOO_EARLY = "Pöytäkirjaa ei ole voitu korjata ennen kokousta."
SAY_WHAT = "Kerro lukijoille lyhyesti, mitä korjattiin."
SAY_WHEN = "Merkitse myös päivä, jona pöytäkirjaa korjattiin."
WHY_CANCELLED = "Kerro lukijoille lyhyesti, miksi kokous on peruttu."
WHY_MOVED = "Kerro lukijoille lyhyesti, miksi kokous on siirretty."
NEW_DATE_OF_CANCELLED = "Uusi päivä merkitään vain perutulle kokoukselle. Muuta muuten Päivä."
SAME_NEW_DATE = "Uusi päivä on sama kuin perutun kokouksen päivä."
WITH_WHOM = "Kerro, minkä toimielimen kanssa kokous pidetään."


def note_move(meeting, data: dict) -> None:
    """Set the first published date when a published, upcoming meeting is moved."""
    if not meeting.live or not meeting.pk:
        return
    public = type(meeting).objects.filter(pk=meeting.pk).values_list("date", "moved_from").first()
    published, moved_from = public
    if data.get("moved_from") == data["date"]:
        data["moved_from"] = None  # moved back to its first day
    elif data["date"] != published and published >= timezone.localdate():
        data["moved_from"] = data.get("moved_from") or moved_from or published
        if data["moved_from"] == data["date"]:
            data["moved_from"] = None


def contradictions(meeting, data: dict):
    """Yield (name of the field, Finnish sentence) for each value that contradicts another."""
    yield from contradictions_of_minutes(data)
    yield from contradictions_of_changes(meeting, data)
    if data.get("meeting_kind") == meeting.MeetingKind.JOINT and not data.get("held_with"):
        yield "held_with", WITH_WHOM


def contradictions_of_minutes(data):
    day, today = data.get("date"), timezone.localdate()
    for name, too_early in (
        ("minutes_approved_on", MINUTES_TOO_EARLY),
        ("minutes_corrected_on", CORRECTED_TOO_EARLY),
    ):
        if stated := data.get(name):
            if stated > today:
                yield name, FUTURE
            elif day and stated < day:
                yield name, too_early
    if data.get("minutes_corrected_on") and not data.get("minutes_correction"):
        yield "minutes_correction", SAY_WHAT
    if data.get("minutes_correction") and not data.get("minutes_corrected_on"):
        yield "minutes_corrected_on", SAY_WHEN


def contradictions_of_changes(meeting, data):
    cancelled = data.get("state") == meeting.State.CANCELLED
    moved = not cancelled and data.get("moved_from") not in (None, data.get("date"))
    if meeting.live and (cancelled or moved) and not data.get("change_reason"):
        yield "change_reason", WHY_CANCELLED if cancelled else WHY_MOVED
    if data.get("new_date"):
        if not cancelled:
            yield "new_date", NEW_DATE_OF_CANCELLED
        elif data["new_date"] == data.get("date"):
            yield "new_date", SAME_NEW_DATE
