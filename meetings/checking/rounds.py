"""A round of checking: it begins, is answered in turn, and ends in an approval or in a remark."""

import datetime
import hashlib
import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.approval.refusal import ApprovalRefused
from home.approval.service import submit
from home.approval.write_lock import lock_writes

from ..models import MeetingPage, MinutesCheck
from .mails import mail_checker, mail_secretary

State = MinutesCheck.State
ANSWER_WITHIN = datetime.timedelta(days=14)
CHECKED, REMARKED, ASKED = (f"meetings.minutes_{name}" for name in ("checked", "remark", "asked"))
# What a checker reads; another place or a file does not make the check void.
READ = ("title", "date", "summary", "body", "agenda_items", "attendances")


def digest_minutes(draft: MeetingPage) -> str:
    """Return a digest of what a checker reads of the draft."""
    content = draft.serializable_data()
    read = {name: content[name] for name in READ}
    return hashlib.sha256(json.dumps(read, sort_keys=True, default=str).encode()).hexdigest()


@transaction.atomic
def start_round(meeting: MeetingPage, people: list, user) -> None:
    """Ask the people in turn to check the latest draft; an earlier round ends."""
    lock_writes()
    meeting.minutes_checks.all().delete()
    content = digest_minutes(meeting.get_latest_revision_as_object())
    until = timezone.now() + ANSWER_WITHIN
    for turn, person in enumerate(people, start=1):
        check = MinutesCheck(meeting=meeting, person=person, turn=turn, requested_by=user)
        check.content = content
        check.renew(until)
    log(instance=meeting, action=ASKED, user=user, data={"number": len(people)})
    ask_next(meeting)


def ask_next(meeting: MeetingPage) -> bool:
    """Ask the next checker; return False if everybody has checked."""
    check = meeting.minutes_checks.filter(state=State.WAITS).select_related("person").first()
    if check is None:
        return False
    ask(check)
    return True


def ask(check: MinutesCheck) -> None:
    """Mail the person a new link; an earlier one no longer works."""
    check.state = State.ASKED
    token = check.renew(timezone.now() + ANSWER_WITHIN)
    mail_checker(check, token)


def store_check(check: MinutesCheck, state: str, remark: str) -> None:
    """Store the answer and go on; the caller holds the write lock."""
    check.state, check.remark, check.answered_at = state, remark, timezone.now()
    check.used_at = check.answered_at
    check.save()
    action = CHECKED if state == State.CHECKED else REMARKED
    log(instance=check.meeting, action=action, data={"turn": check.turn})
    if state == State.REMARK:
        words = _("%(person)s huomautti pöytäkirjasta. Korjaa se ja pyydä tarkastus uudelleen.")
        mail_secretary(check, words % {"person": check.person}, remark)
    elif not ask_next(check.meeting):
        finish_round(check)


def finish_round(check: MinutesCheck) -> None:
    """Send the checked minutes for approval, or tell the secretary why they were not sent."""
    why_not = send_checked(check)
    if why_not:
        words = _("Kaikki ovat tarkastaneet pöytäkirjan, mutta sitä ei lähetetty hyväksyttäväksi.")
        mail_secretary(check, words, why_not)
    else:
        mail_secretary(
            check, _("Kaikki ovat tarkastaneet pöytäkirjan. Se lähetettiin hyväksyttäväksi."), ""
        )


def send_checked(check: MinutesCheck) -> str:
    """Mark the minutes as checked and send them; return why not, if they are not sent."""
    page = MeetingPage.objects.get(pk=check.meeting_id)
    draft, user = page.get_latest_revision_as_object(), check.requested_by
    if user is None or not user.is_active:
        return _("Tarkastuksen pyytäjällä ei ole enää tunnusta. Lähetä kokous itse.")
    if page.workflow_in_progress:
        return _("Kokous odottaa jo hyväksyntää.")
    draft.minutes_state = MeetingPage.MinutesState.CHECKED
    draft.minutes_approved_on = timezone.localdate()
    draft.save_revision(user=user, log_action=True, clean=False)
    try:
        with transaction.atomic():
            submit(page, user)
    except ApprovalRefused as refusal:
        return str(refusal.message)
    return ""


def is_changed(check: MinutesCheck) -> bool:
    """Return whether the minutes have changed since the round began."""
    page = MeetingPage.objects.get(pk=check.meeting_id)
    return digest_minutes(page.get_latest_revision_as_object()) != check.content
