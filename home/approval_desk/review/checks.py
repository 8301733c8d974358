"""What the approver's page and mails say about the privacy check."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from home.privacy.check import (
    PrivacyCheck,
    add_brought_drafts,
    check_bundle,
    check_versions,
    get_reason,
    join_file_titles,
)
from home.privacy.late import is_reason_missing


@dataclass
class BundleCheck:
    """The privacy check of a waiting bundle, with the submitter's reason."""

    task_state: TaskState
    versions: list | None = None  # where they are known already

    @cached_property
    def check(self) -> PrivacyCheck:
        if self.versions is None:
            return check_bundle(self.task_state)
        return check_versions(add_brought_drafts(self.versions))

    @property
    def obj(self):
        return self.task_state.workflow_state.content_object

    @cached_property
    def reason(self) -> str:
        return get_reason(self.obj, self.check)

    @property
    def is_unanswered(self) -> bool:
        return is_reason_missing(self.task_state, self.check)

    @property
    def says_anything(self) -> bool:
        return self.check.needs_reason or bool(self.check.being_read)


def list_check_paragraphs(task_state) -> tuple[str, ...]:
    """Return the paragraphs on the check for a mail to an approver; findings are masked."""
    bundle = BundleCheck(task_state)
    return tuple(
        filter(
            None,
            [
                describe_findings(bundle.check),
                describe_unread_files(bundle.check),
                describe_pending_files(bundle),
                describe_reason(bundle),
            ],
        )
    )


def describe_findings(check: PrivacyCheck) -> str:
    finds = "; ".join(
        f"{capfirst(finding.label)} {finding.masked} ({finding.place})"
        for finding in check.findings
    )
    sentence = _("Tekstissä tai tiedostoissa näyttää olevan henkilötietoja: %(finds)s.")
    return sentence % {"finds": finds} if finds else ""


def describe_unread_files(check: PrivacyCheck) -> str:
    sentence = _("Sivusto ei ole voinut lukea näitä tiedostoja, joten lue ne itse: %(files)s.")
    files = join_file_titles(each.file for each in check.unreadable)
    return sentence % {"files": files} if files else ""


def describe_pending_files(bundle: BundleCheck) -> str:
    sentence = _("Näitä tiedostoja luetaan vielä: %(files)s. Voit hyväksyä, kun ne on luettu.")
    files = join_file_titles(bundle.check.being_read)
    return sentence % {"files": files} if files else ""


def describe_reason(bundle: BundleCheck) -> str:
    if bundle.reason:
        return _("Lähettäjän perustelu: %(reason)s") % {"reason": bundle.reason}
    if bundle.check.is_forbidden:
        return _(
            "Henkilötunnusta ei saa julkaista, joten tekstiä ei voi hyväksyä. Pyydä korjausta."
        )
    if bundle.is_unanswered:
        return _(
            "Lähettäjältä on pyydetty perustelu. Voit hyväksyä tekstin, kun hän on antanut sen, "
            "tai pyytää korjausta."
        )
    return ""
