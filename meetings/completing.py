"""Marking an action as done, and taking that back: at once, without an approval, on record."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from home.audit_log.models import ApprovalRecord
from home.audit_log.writing import write

from .models import ActionCompletion, AgendaItem, MeetingPage

DONE, REOPENED = "meetings.action_done", "meetings.action_reopened"
Action, Channel = ApprovalRecord.Action, ApprovalRecord.Channel


@transaction.atomic
def mark_done(item: AgendaItem, user, day: datetime.date, note: str = "") -> bool:
    """Mark the action as done; return False if somebody has already done so.

    An action that is continued in a meeting which readers do not see yet is marked in the earlier
    meeting too, where they read of it.
    """
    if ActionCompletion.objects.filter(item=item).exists():
        return False
    moment = timezone.now()
    for each in list_visible_chain(item):
        own = {"day": day, "note": note, "marked_by": user, "marked_at": moment}
        _completion, is_new = ActionCompletion.objects.get_or_create(item=each, defaults=own)
        if is_new:
            record_completion(each, user, DONE, Action.DONE, day)
    return True


@transaction.atomic
def reopen(item: AgendaItem, user) -> bool:
    """Take the mark back, with those that were made with it; return False if there is none."""
    found = ActionCompletion.objects.filter(item=item).first()
    if found is None:
        return False
    together = ActionCompletion.objects.filter(
        item__in=list_chain(item), marked_at=found.marked_at, marked_by=found.marked_by
    )
    for each in [found, *together.exclude(pk=found.pk)]:
        record_completion(each.item, user, REOPENED, Action.REOPENED, each.day)
        each.delete()
    return True


def list_chain(item: AgendaItem) -> list[AgendaItem]:
    """Return the item and the items of earlier meetings that it continues."""
    chain = [item]
    while chain[-1].continues and chain[-1].continues not in chain:
        chain.append(chain[-1].continues)
    return chain


def list_visible_chain(item: AgendaItem) -> list[AgendaItem]:
    """Return the item and those before it, up to the first that readers see."""
    chain = list_chain(item)
    seen = set(
        MeetingPage.objects.live()
        .filter(pk__in=[i.meeting_id for i in chain])
        .values_list("pk", flat=True)
    )
    first = next((n for n, each in enumerate(chain) if each.meeting_id in seen), 0)
    return chain[: first + 1]


def record_completion(
    item: AgendaItem, user, log_action: str, action: str, day: datetime.date
) -> None:
    """Write to the meeting's history and to the audit log, by number: titles may name people."""
    written = date_format(day, "j.n.Y")
    data = {"section": item.section, "day": written}
    log(instance=item.meeting, action=log_action, user=user, data=data)
    comment = f"{item.section}, {written}"
    write(action, item.meeting, channel=Channel.LOGIN, actor=user, comment=comment)
