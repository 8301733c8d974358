"""Whose record one may read, and the record as text."""

import json
from collections.abc import Iterable, Iterator

from .models import ApprovalRecord, ApprovalRecordQuerySet


def visible_to(user) -> ApprovalRecordQuerySet:
    """Return the whole record to those who may read it, and nothing to others."""
    if not user.has_perm("record.view_approvalrecord"):
        return ApprovalRecord.objects.none()
    return ApprovalRecord.objects.all()


def json_lines(records: Iterable[ApprovalRecord]) -> Iterator[str]:
    """One event on each line, with the hashes by which the record can be checked anywhere."""
    for record in records:
        whole = record.content() | {"sha256": record.sha256}
        yield json.dumps(whole, ensure_ascii=False, sort_keys=True) + "\n"


def last_approval(thing) -> ApprovalRecord | None:
    """The approval by which the thing last became public."""
    return ApprovalRecord.objects.about(thing).approvals().newest_first().first()
