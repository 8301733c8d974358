"""The privacy check of a bundle: its findings, and its files that nobody could read.

The same check runs when a bundle is submitted and again when it is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.log_actions import log, registry

from home.approval.bundle import get_bundle, get_drafts_to_bundle
from home.approval.refusal import ApprovalRefused
from home.documents.models import CouncilDocument
from home.extension_points import BringsDrafts
from home.file_text.models import FileText
from home.inspection.inspecting import get_inspections
from home.inspection.models import FileInspection
from home.inspection.words import describe_active_content, describe_counts, explain_unread
from home.text.content import list_files_of

from .findings import Finding, find_in_object

ACTION = "privacy.acknowledged"
State = FileText.State
UNREAD = (State.WAITING, State.RUNNING)


@dataclass(frozen=True)
class UnreadableFile:
    """A file that could not be read completely, and why."""

    file: CouncilDocument
    reason: str


@dataclass(frozen=True)
class PrivacyCheck:
    """The result of checking a bundle. `being_read`: files whose reading is not finished yet."""

    findings: list[Finding]
    unreadable: list[UnreadableFile]
    being_read: list[CouncilDocument]
    inspections: list[FileInspection] = field(default_factory=list)

    @property
    def is_forbidden(self) -> bool:
        """Return whether the bundle holds something that may never be published."""
        return bool(self.active) or self.holds_identity_code

    @property
    def holds_identity_code(self) -> bool:
        return any(finding.blocks for finding in self.findings)

    @property
    def active(self) -> list[CouncilDocument]:
        """Return the files with active content."""
        return [row.document for row in self.inspections if row.is_active]

    @property
    def active_files(self) -> list[dict]:
        """Return each file with active content, with its description in words."""
        rows = [row for row in self.inspections if row.is_active]
        return [
            {"file": row.document, "words": describe_active_content(row.active)} for row in rows
        ]

    @property
    def unseen_files(self) -> list[dict]:
        """Return each file with unseen parts, with their description in words."""
        sentence = [(row.document, describe_counts(row.counts)) for row in self.inspections]
        return [{"file": file, "words": words} for file, words in sentence if words]

    @property
    def needs_reason(self) -> bool:
        return bool(self.findings or self.unreadable)

    @property
    def number(self) -> int:
        return len(self.findings) + len(self.unreadable)

    @property
    def digest(self) -> str:
        """Return a hash that is equal for equal findings in any place, keyed with SECRET_KEY."""
        texts = {f"{finding.kind}:{finding.text}" for finding in self.findings}
        texts |= {f"unreadable:{get_file_fingerprint(each.file)}" for each in self.unreadable}
        return salted_hmac(ACTION, "\n".join(sorted(texts)), algorithm="sha256").hexdigest()


def check_versions(objects: Iterable) -> PrivacyCheck:
    """Check the versions of a bundle and the files that they show."""
    objects = list(objects)
    files = {file.pk: file for obj in objects for file in list_files_of(obj)}
    files = [file for file in files.values() if file.withdrawn_at is None and not file.erased]
    rows = {row.document_id: row for row in FileText.objects.filter(document__in=files)}
    inspections = get_inspections(files)
    being_read = [
        file
        for file in files
        if is_being_read(file, rows.get(file.pk)) or file.pk not in inspections
    ]
    known = [file for file in files if file not in being_read]
    reasons = {
        file: explain_unreadable(rows[file.pk]) or explain_unread(inspections[file.pk])
        for file in known
    }
    unreadable = [UnreadableFile(file, reason) for file, reason in reasons.items() if reason]
    findings = [finding for obj in objects for finding in find_in_object(obj)]
    return PrivacyCheck(findings, unreadable, being_read, list(inspections.values()))


def is_being_read(file, row: FileText | None) -> bool:
    """Return whether the current content of the file has not been completely read yet."""
    return row is None or row.state in UNREAD or row.made_of != get_file_fingerprint(file)


def get_file_fingerprint(file) -> str:
    return file.sha256 or file.file.name


def explain_unreadable(row: FileText) -> str:
    """Return why the text of the file is not completely known, or "" if it is.

    A partly read file is done, and its message says why the rest is missing.
    """
    if row.state == State.DONE:
        return row.message
    return row.message or row.get_state_display()


def check_bundle(task_state) -> PrivacyCheck:
    """Check everything that is approved and published together."""
    return check_versions(list_bundle_versions(task_state))


def list_bundle_versions(task_state) -> list:
    """Return the main version of a bundle, its members and the drafts published with them."""
    main = task_state.revision.as_object()
    return add_brought_drafts([main, *(member.obj for member in get_bundle(task_state))])


def add_brought_drafts(versions: list) -> list:
    """Add the drafts that the main version publishes with itself, unless already members."""
    main, known = versions[0], {(type(each), each.pk) for each in versions}
    brings = main.get_accompanying_drafts() if isinstance(main, BringsDrafts) else []
    return [*versions, *(each for each in brings if (type(each), each.pk) not in known)]


def list_versions_to_submit(obj) -> list:
    """Return the newest version of the object and of the drafts that are submitted with it."""
    version = obj.get_latest_revision_as_object()
    return [
        version,
        *(draft.get_latest_revision_as_object() for draft in get_drafts_to_bundle(version)),
    ]


def get_waiting_state(obj):
    """Return the task state in which the object waits for an approval, or None."""
    state = obj.current_workflow_state
    return state.current_task_state if state and state.status == state.STATUS_IN_PROGRESS else None


def list_current_versions(obj) -> list:
    """Return the versions that wait for an approval, else those that would be submitted now."""
    waiting = get_waiting_state(obj)
    return list_bundle_versions(waiting) if waiting else list_versions_to_submit(obj)


# The submitter's reason.


def store_reason(obj, user, reason: str, check: PrivacyCheck) -> None:
    """Log the submitter's reason; of the findings, only a keyed hash and a count are kept."""
    data = {"reason": reason, "digest": check.digest, "number": check.number}
    log(obj, ACTION, user=user, revision=obj.latest_revision, data=data)


def get_reason(obj, check: PrivacyCheck) -> str:
    """Return the submitter's reason for exactly these findings, or "" if there is none."""
    entries = registry.get_logs_for_instance(obj).filter(action=ACTION)
    entry = entries.order_by("-timestamp", "-pk").first()
    is_about_this = entry is not None and entry.data.get("digest") == check.digest
    return entry.data["reason"] if check.needs_reason and is_about_this else ""


# Refusals.


def refuse_submission(obj, check: PrivacyCheck) -> None:
    """Refuse to submit forbidden content, and other findings until the submitter gives a reason."""
    if check.active:
        raise ApprovalRefused(describe_active_files(check), "privacy")
    if check.is_forbidden:
        raise ApprovalRefused(
            _("Tekstissä tai tiedostossa on henkilötunnus. Se pitää poistaa ennen lähettämistä."),
            "privacy",
        )
    if check.needs_reason and not get_reason(obj, check):
        raise ApprovalRefused(describe_what_needs_reason(check), "privacy")


def describe_what_needs_reason(check: PrivacyCheck) -> str:
    number = len(check.findings)
    points = _("1 kohta") if number == 1 else _("%(number)d kohtaa") % {"number": number}
    found = _("Tekstissä tai tiedostossa näyttää olevan henkilötietoja (%(points)s).")
    sentences = [found % {"points": points}] if number else []
    if check.unreadable:
        files = join_file_titles(each.file for each in check.unreadable)
        unread = _("Näitä tiedostoja ei ole voitu lukea: %(files)s.")
        sentences.append(unread % {"files": files})
    return " ".join(sentences)


def refuse_faulty_publishing(obj, check: PrivacyCheck) -> None:
    """Refuse to publish forbidden content, unread files or findings without a reason."""
    if check.active:
        sentence = _("Tätä ei voi julkaista. Mitään ei julkaistu.")
        raise ApprovalRefused(f"{sentence} {describe_active_files(check)}", "forbidden")
    if check.is_forbidden:
        raise ApprovalRefused(
            _(
                "Tätä ei voi julkaista: tekstissä tai tiedostossa on henkilötunnus. Mitään ei "
                "julkaistu. Henkilötunnus pitää poistaa ja teksti lähettää uudelleen."
            ),
            "forbidden",
        )
    if check.being_read:
        sentence = _(
            "Tiedostoa luetaan vielä: %(files)s. Mitään ei julkaistu, eikä mitään kadonnut. Yritä "
            "hetken kuluttua uudelleen."
        )
        raise ApprovalRefused(
            sentence % {"files": join_file_titles(check.being_read)}, "being_read"
        )
    if check.needs_reason and not get_reason(obj, check):
        sentence = _(
            "%(found)s Lähettäjä ei ole perustellut, miksi ne saa julkaista. Mitään ei julkaistu. "
            "Odota perustelua tai pyydä korjausta."
        )
        raise ApprovalRefused(sentence % {"found": describe_what_needs_reason(check)}, "unanswered")


def describe_active_files(check: PrivacyCheck) -> str:
    sentence = _(
        "Tiedostossa on ohjelmakoodia tai upotettuja tiedostoja: %(files)s. Avaa tiedoston sivu ja "
        "paina ”Tee puhdistettu kopio”."
    )
    return sentence % {"files": join_file_titles(check.active)}


def join_file_titles(files) -> str:
    return ", ".join(f"”{file.title}”" for file in files)
