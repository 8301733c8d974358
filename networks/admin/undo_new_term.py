"""Taking back a new term that is not public yet."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from home.approval.bundle import is_waiting_for_approval
from home.approval.permissions import was_public
from home.approval.refusal import ApprovalRefused
from home.approval.write_lock import lock_writes

from ..models import Mandate, Term

NEW_TERM, UNDO_NEW_TERM = "networks.new_term", "networks.undo_new_term"
PUBLIC = gettext_lazy("Toimikausi on jo ollut julkinen, joten sitä ei voi perua.")
WAITS = gettext_lazy("Toimikausi odottaa hyväksyntää. Peru ensin lähetys.")
IN_USE = gettext_lazy("Uutta toimikautta ei voi perua, sillä muu tieto viittaa jo siihen.")


def find_beginning(term: Term) -> ModelLogEntry | None:
    """Return the log entry by which the term was begun on the screen of a new term, or None."""
    entries = ModelLogEntry.objects.for_instance(term).filter(action=NEW_TERM)
    return entries.order_by("-pk").first()


def may_be_undone(term: Term) -> bool:
    return not was_public(term) and find_beginning(term) is not None


@transaction.atomic
def undo_new_term(term: Term, user) -> bool:
    """Delete the draft; return whether the term before it is as it was."""
    lock_writes()
    if was_public(term):
        raise ApprovalRefused(str(PUBLIC), "closed")
    if is_waiting_for_approval(term):
        raise ApprovalRefused(str(WAITS), "waiting")
    entry = find_beginning(term)
    if entry is None:
        raise ApprovalRefused(str(IN_USE), "closed")
    is_restored = restore_newest(entry.data, user)
    mandates = Mandate.objects.filter(term=term)
    try:
        mandates.update(deputy_of=None)
        mandates.delete()
        log(term, UNDO_NEW_TERM, user=user)
        term.delete()
    except ProtectedError as error:
        raise ApprovalRefused(str(IN_USE), "closed") from error
    return is_restored


def restore_newest(data: dict, user) -> bool:
    """Take back the end of the term before, unless somebody has changed it since."""
    newest = Term.objects.filter(pk=data["newest"]).first()
    if newest is None or data["before"] == data["after"]:
        return True
    if newest.latest_revision_id != data["after"] or is_waiting_for_approval(newest):
        return False
    before = newest.revisions.get(pk=data["before"])
    had_changes = before.pk != newest.live_revision_id and newest.live_revision_id is not None
    before.as_object().save_revision(user=user)
    Term.objects.filter(pk=newest.pk).update(has_unpublished_changes=had_changes)
    return True
