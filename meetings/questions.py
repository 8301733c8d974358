"""Questions about meetings that the search answers: the next, the last, one by its day and §."""

from django.utils.translation import gettext as _

from home.findable import FactAnswer

from .querysets import NEWEST_FIRST

MEETINGS = frozenset({"kokous", "kokoontua", "kokoontuminen", "palaveri", "möte", "meeting"})
SCHEDULES = frozenset({"kokousaikataulu", "kokouspäivä", "kokouskalenteri"})
NEXT = frozenset({"seuraava", "tuleva", "ensi", "uusi", "next", "nästa"})
LAST = frozenset({"viime", "viimeisin", "viimeinen", "edellinen", "viimeksi", "last", "senast"})
WHEN = frozenset({"milloin", "koska", "millon", "missä", "mis", "when", "när"})
PAPERS = frozenset({"päätös", "pöytäkirja", "esityslista", "muistio", "asiakirja", "liite"})
# Words that such a question may have besides, as they change nothing in it.
BESIDES = frozenset(
    {"neuvottelukunta", "järjestö", "kerta", "pitää", "olla", "tapahtuma", "aikataulu", "päivä"}
)
NUMBER_OF_COMING = 3


def recognises_meeting(question) -> bool:
    """Return whether the question may be about a meeting."""
    if question.day:
        return question.says_only(MEETINGS | PAPERS | BESIDES)
    known = MEETINGS | SCHEDULES | NEXT | LAST | PAPERS | BESIDES
    return question.year is None and question.says_only(known) and asked_meeting(question) != ""


def asked_meeting(question) -> str:
    """Return "next" or "last", or "" when the question is about neither."""
    if not question.has(MEETINGS | SCHEDULES):
        return ""
    if question.has(LAST):
        return "last"
    asks_when = question.has(NEXT | SCHEDULES) or question.asks(WHEN)
    return "next" if asks_when and not question.has(PAPERS) else ""


def answer_on_meetings(question, index) -> list[FactAnswer]:
    """Return the answer from the published meetings of the list."""
    if question.day:
        return answers_of_day(question, index.meetings())
    if asked_meeting(question) == "last":
        held = index.meetings().past().held().order_by("is_example", *NEWEST_FIRST)
        last = held.first()
        return [meeting_answer(_("Viime kokous"), last)] if last else []
    coming = index.meetings().upcoming().filter(is_example=False)
    coming = list(coming.soonest_first()[:NUMBER_OF_COMING])
    if not coming:
        line = _("Seuraavaa kokousta ei ole vielä kutsuttu koolle.")
        return [FactAnswer(_("Seuraava kokous"), (line,))]
    first, *later = coming
    further = tuple(meeting.labelled_title for meeting in later)
    return [meeting_answer(_("Seuraava kokous"), first, further)]


def meeting_answer(title: str, meeting, further: tuple[str, ...] = ()) -> FactAnswer:
    name = "" if meeting.labelled_title == title else meeting.labelled_title
    lines = (name, meeting.occasion, meeting.change_notice, *further)
    return FactAnswer(title, tuple(dict.fromkeys(filter(None, lines))), address=meeting.get_url())


def answers_of_day(question, meetings) -> list[FactAnswer]:
    """Return the meetings of the day, or the item with the asked § in them."""
    found = []
    for meeting in meetings.filter(date=question.day).order_by("starts_at", "path"):
        if not question.section:
            found.append(meeting_answer(meeting.labelled_title, meeting))
        for item in meeting.agenda_items.filter(number=question.section or None):
            lines = (meeting.labelled_title, item.get_result_display())
            address = f"{meeting.get_url()}#{item.anchor}"
            found.append(FactAnswer(str(item), tuple(filter(None, lines)), address=address))
    return found
