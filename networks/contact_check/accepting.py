"""What the secretariat does with a proposal: accept it into a draft that is sent, or reject it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from home.approval.bundle import is_draft, is_waiting_for_approval
from home.approval.refusal import ApprovalRefused
from home.approval.service import submit
from home.approval.write_lock import lock_writes

from ..models import ContactProposal


def newest_version(obj):
    return obj.get_latest_revision_as_object() if obj.latest_revision_id else obj


def list_proposed_changes(proposal: ContactProposal) -> list[tuple[str, str, str]]:
    """Return each proposed field with its value before and now."""
    before = newest_version(proposal.target)
    return [
        (capfirst(str(before._meta.get_field(name).verbose_name)), getattr(before, name), value)
        for name, value in proposal.values.items()
    ]


@transaction.atomic
def accept(proposal: ContactProposal, user) -> bool:
    """Store the proposal in a draft and send it; return whether it was sent.

    A draft with other changes of somebody is not sent along unseen.
    """
    lock_writes()
    target = type(proposal.target).objects.get(pk=proposal.target.pk)
    if is_waiting_for_approval(target):
        words = _("%(name)s odottaa jo hyväksyntää. Hyväksy ehdotus sen jälkeen.")
        raise ApprovalRefused(words % {"name": target}, "waiting")
    had_draft = is_draft(target)
    draft = newest_version(target)
    for name, value in proposal.values.items():
        setattr(draft, name, value)
    if "contact_email" in proposal.values:
        draft.contact_consent_on = timezone.localdate(proposal.created_at)
    try:
        draft.full_clean()
    except ValidationError as error:
        raise ApprovalRefused(" ".join(error.messages), "unready") from error
    draft.save_revision(user=user, log_action=True)
    if not had_draft:
        submit(target, user)
    proposal.delete()
    return not had_draft
