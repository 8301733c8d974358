"""Who may read the audit log, and its events as JSON Lines."""

import json
from collections.abc import Iterable, Iterator

from .models import ApprovalRecord, ApprovalRecordQuerySet


def get_records_visible_to(user) -> ApprovalRecordQuerySet:
    """Return all events for users with the permission, and none for others."""
    if not user.has_perm("record.view_approvalrecord"):
        return ApprovalRecord.objects.none()
    return ApprovalRecord.objects.all()


def make_json_lines(records: Iterable[ApprovalRecord]) -> Iterator[str]:
    """Yield one event per line, with the hashes needed to check the log anywhere."""
    for record in records:
        whole = record.content() | {"sha256": record.sha256}
        yield json.dumps(whole, ensure_ascii=False, sort_keys=True) + "\n"


def get_last_approval(obj) -> ApprovalRecord | None:
    """Return the approval by which the object last became public, or None."""
    return ApprovalRecord.objects.about(obj).approvals().newest_first().first()
