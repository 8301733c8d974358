"""May a text be sent to be approved? What was found, and what the editor says of it."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac
from wagtail.log_actions import log, registry

from home.approval.bundle import going_along
from home.approval.refusal import Refused

from .findings import Finding, findings_for

ACTION = "privacy.acknowledged"
CODE = "privacy"
FORBIDDEN = "Tekstissä tai tiedostossa on henkilötunnus. Se pitää poistaa ennen lähettämistä."
UNANSWERED = "Tekstissä tai tiedostossa näyttää olevan henkilötietoja ({})."


def versions_sent(thing) -> list:
    """The newest version of the thing and of the drafts that are sent along with it."""
    version = thing.get_latest_revision_as_object()
    return [version, *(draft.get_latest_revision_as_object() for draft in going_along(version))]


def findings_in(things: Iterable) -> list[Finding]:
    return [finding for thing in things for finding in findings_for(thing)]


def refuse_unanswered(thing, findings: list[Finding]) -> None:
    """Stops the sending of an identity code, and of the rest until the editor gives a reason."""
    if any(finding.blocks for finding in findings):
        raise Refused(FORBIDDEN, CODE)
    if findings and not is_answered(thing, findings):
        number = "1 kohta" if len(findings) == 1 else f"{len(findings)} kohtaa"
        raise Refused(UNANSWERED.format(number), CODE)


def answer(thing, user, reason: str, findings: list[Finding]) -> None:
    """Keeps the editor's reason in the history; of what was found only a keyed hash and a count."""
    data = {"reason": reason, "digest": digest_of(findings), "number": len(findings)}
    log(thing, ACTION, user=user, revision=thing.latest_revision, data=data)


def is_answered(thing, findings) -> bool:
    """Has an editor given a reason for exactly these finds?"""
    entry = last_answer(thing)
    return entry is not None and entry.data.get("digest") == digest_of(findings)


def reason_for(thing, findings: list[Finding]) -> str:
    """Why the version sent holds what was found, in the editor's words; "" if nobody was asked."""
    return last_answer(thing).data["reason"] if findings and is_answered(thing, findings) else ""


def last_answer(thing):
    entries = registry.get_logs_for_instance(thing).filter(action=ACTION)
    return entries.order_by("-timestamp", "-pk").first()


def digest_of(findings) -> str:
    """The same for the same finds, wherever they stand; of no use without the site's own key."""
    texts = sorted({f"{finding.kind}:{finding.text}" for finding in findings})
    return salted_hmac(ACTION, "\n".join(texts), algorithm="sha256").hexdigest()
