"""The only way to write to the audit log, and the check of its hash chain."""

from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.models import Revision

from home.council import get_council
from home.extension_points import NamedInRecord
from home.text.content import list_files_of

from .models import ApprovalRecord, get_model, get_model_label, hash_json

# An arbitrary number; no other advisory lock on the site may use it.
LOCK = 2_023_051_002


@transaction.atomic
def write(action, obj, *, channel, actor=None, on_behalf_of=None, revision=None, **details):
    """Record what happened to an object, in the same transaction as the change itself.

    `details` may hold `comment`, `reason`, `case` (the id of the workflow state) and `files`, if
    they are not those of the revision.
    """
    last = lock_newest_record()
    names = {"title": get_title_to_log(obj, revision), "kind_name": get_kind_name(obj)}
    record = ApprovalRecord(
        number=last.number + 1 if last else 1,
        previous_sha256=last.sha256 if last else "",
        at=timezone.now(),
        action=action,
        door=channel,
        kind=get_model_label(obj),
        object_id=str(obj.pk),
        **names,
        **make_user_fields("actor", actor),
        **make_user_fields("on_behalf", on_behalf_of),
        **get_council_fields(),
        **({} if revision is None else get_content_fields(revision)),
    )
    for name, value in details.items():
        setattr(record, name, value)
    record.sha256 = record.fingerprint()
    record.save(force_insert=True)
    return record


def lock_newest_record() -> ApprovalRecord | None:
    """Lock the log for other writers until the transaction ends; return the newest event."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return ApprovalRecord.objects.newest_first().first()


def make_user_fields(field: str, user) -> dict:
    if user is None:
        return {}
    name = user.display_name
    return {f"{field}_id": user.pk, f"{field}_name": name[:300]}


def get_title_to_log(obj, revision) -> str:
    """Return the title to log; a model may choose its own, such as a person's number.

    The log cannot be changed, so it must not hold a name that may have to be removed.
    """
    if isinstance(obj, NamedInRecord):
        return obj.name_in_record
    return ((revision and revision.object_str) or str(obj))[:500]


def get_kind_name(obj) -> str:
    return capfirst(get_model(obj)._meta.verbose_name)[:100]


def get_council_fields() -> dict:
    """Return the council's id and name, which identify the log outside its database."""
    council = get_council()
    return {"council_id": council.pk, "council_name": council.title} if council else {}


def get_content_fields(revision) -> dict:
    stored = Revision.objects.values_list("content", flat=True).get(pk=revision.pk)
    return {
        "revision_id": revision.pk,
        "revision_sha256": hash_json(stored),
        "files": list_files(revision.as_object()),
    }


def list_files(obj) -> list[dict]:
    """Return the files that the object attaches or links, as it is in memory, saved or not."""
    files = sorted(list_files_of(obj), key=lambda file: file.pk)
    return [{"id": file.pk, "title": file.title, "sha256": file.sha256} for file in files]


def find_faults(records: Iterable[ApprovalRecord]) -> Iterator[str]:
    """Yield what is wrong in the whole log, given oldest first; nothing if it is intact."""
    number, sha256 = 0, ""
    for record in records:
        if record.number != number + 1:
            yield f"{number + 1}–{record.number - 1} are missing."
        elif record.previous_sha256 != sha256:
            yield f"{record.number} does not follow what is before it."
        if record.sha256 != record.fingerprint():
            yield f"{record.number} is not what was written."
        number, sha256 = record.number, record.sha256
