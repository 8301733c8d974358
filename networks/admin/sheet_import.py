"""Storing a changed roster as one new version of its term, and undoing an import."""

from django.db import connection, transaction
from django.db.models import ProtectedError
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from home.approval.bundle import is_waiting_for_approval
from home.approval.refusal import ApprovalRefused
from home.approval.write_lock import lock_writes
from home.incoming.text import comparison_key
from networks.models import Mandate, Organisation, Person, Seat, Term
from networks.sheet.days import write_day

from .roster import Roster, latest_version
from .sheet_plan import SheetPlanner

IMPORT, UNDO = "networks.import", "networks.undo_import"
WAITS = "Toimikausi odottaa hyväksyntää, eikä sitä voi nyt muuttaa. Peru lähetys ensin."
IN_USE = (
    "Tuontia ei voi perua, sillä kokous viittaa jo tuotuun edustukseen. "
    "Merkitse edustukselle päättymispäivä."
)
CHANGED = (
    "Joku muu on sillä välin muuttanut toimikautta. Mitään ei tallennettu: tarkista uudelleen."
)


def lock_term(pk, version) -> Term:
    """Lock and return the term if its latest version is still the given one."""
    lock_writes()
    term = Term.objects.get(pk=pk)
    if is_waiting_for_approval(term):
        raise ApprovalRefused(WAITS, "waiting")
    if str(term.latest_revision_id or "") != str(version or ""):
        raise ApprovalRefused(CHANGED, "changed")
    return term


@transaction.atomic
def import_rows(pk, version, rows, user, answers, action=""):
    """Store the rows as one new version unless they have faults; return the plan.

    Every doubtful name must have an answer.
    """
    term = lock_term(pk, version)
    roster = Roster(latest_version(term))
    plan = SheetPlanner(roster).plan(rows, answers)
    if plan.faults or plan.unanswered or plan.changes_nothing:
        return plan
    before = term.latest_revision or term.save_revision(user=user)
    draft = apply_plan(roster, plan, user)
    after = store_draft(draft, user)
    if action:
        data = {"before": before.pk, "after": after.pk, "new": len(plan.new)}
        log(term, action, user=user, revision=after, data=data)
    return plan


def apply_plan(roster, plan, user) -> Term:
    """Return the draft with the mandates of the plan; what the sheet names first becomes drafts."""
    draft = roster.draft
    new = create_new_objects(plan, draft.body_id, user)
    order = max((m.sort_order or 0 for m in roster.mandates), default=0)
    for line in plan.lines:
        if line.mandate is None:
            order += 1
            line.mandate = Mandate(term=draft, sort_order=order)
            roster.mandates.append(line.mandate)
        if line.kind != "unchanged":
            fill_mandate(line.mandate, line, new)
    for mandate in roster.mandates:
        mandate.pk = mandate.pk or reserve_pk()
    link_deputies(plan)
    draft.mandates.set(roster.mandates)
    return draft


def create_new_objects(plan, body_id, user) -> dict:
    """Create the people, seats and organisations new in the sheet; return them by (kind, name)."""
    order = max(Seat.objects.filter(body=body_id).values_list("order", flat=True), default=0)
    made = {}
    for name, e in plan.new_people.items():
        made["person", name] = Person(first_name=e.first_name, last_name=e.last_name)
    for name, written in plan.new_bodies.items():
        made["body", name] = Organisation(name=written)
    for place, (name, e) in enumerate(plan.new_seats.items(), order + 1):
        seat = Seat(title=e.seat, group=e.group, right=e.right or Seat.Right.MEMBER)
        seat.body_id, seat.order = body_id, min(place, 32_767)
        made["seat", name] = seat
    for obj in made.values():
        obj.live = False
        obj.save()
        obj.save_revision(user=user)
    return made


def fill_mandate(mandate, line, new) -> None:
    """Write the row to the mandate; a day written the same way keeps its stored value."""
    entry = line.entry
    body = comparison_key(entry.organisation)
    mandate.seat = line.seat or new["seat", comparison_key(entry.seat)]
    mandate.person = line.person or new["person", comparison_key(entry.name)]
    mandate.organisation = line.body or (new["body", body] if body else None)
    mandate.role, mandate.source = entry.role, entry.source
    for key in ("starts", "ends"):
        stored = write_day(getattr(mandate, key), getattr(mandate, f"{key}_precision"))
        day, precision = getattr(entry, key), getattr(entry, f"{key}_precision")
        if stored != write_day(day, precision):
            setattr(mandate, key, day)
            setattr(mandate, f"{key}_precision", precision)


def reserve_pk() -> int:
    """Return a primary key for a mandate not yet in the table, so that a deputy can refer to it."""
    meta = Mandate._meta
    with connection.cursor() as cursor:
        table = [meta.db_table, meta.pk.column]
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", table)
        return cursor.fetchone()[0]


def link_deputies(plan) -> None:
    """Set `deputy_of` of personal deputies."""
    for line in plan.lines:
        if line.kind != "unchanged":
            member = getattr(line.member, "mandate", line.member)
            line.mandate.deputy_of_id = member.pk if member else None


def store_draft(draft, user):
    """Store the draft as Wagtail does: in the tables too if unpublished, else as revision only."""
    if not draft.live:
        draft.save()
    return draft.save_revision(user=user)


def last_import(term):
    """Return the log entry of the import that made the latest version of the term, or None."""
    entry = ModelLogEntry.objects.for_instance(term).filter(action=IMPORT).order_by("-pk").first()
    newest = entry and entry.data.get("after") == term.latest_revision_id
    return entry if newest else None


@transaction.atomic
def undo_import(pk, version, user) -> None:
    """Restore the version before the import as the latest; objects created by it stay as drafts."""
    term = lock_term(pk, version)
    entry = last_import(term)
    if entry is None:
        raise ApprovalRefused(CHANGED, "changed")
    before = term.revisions.get(pk=entry.data["before"]).as_object()
    if not term.live:
        kept = [mandate.pk for mandate in before.mandates.all()]
        Mandate.objects.filter(term=term).exclude(pk__in=kept).update(deputy_of=None)
    try:
        revision = store_draft(before, user)
    except ProtectedError as error:
        raise ApprovalRefused(IN_USE, "closed") from error
    log(term, UNDO, user=user, revision=revision)
