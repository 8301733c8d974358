"""Mails about findings in a file whose text was extracted only after the submission."""

from django.utils.translation import gettext as _

from home.privacy.views import get_check_url

from ..review.checks import BundleCheck, describe_findings, describe_unread_files
from . import notices
from .approval_requests import make_absolute_url, send_link


def notify_of_late_findings(task_state) -> None:
    """Notify the submitter and the assignees of findings in a file read after the submission."""
    bundle = BundleCheck(task_state)
    notify_submitter_of_findings(bundle)
    first = (_("Tekstin tiedosto on nyt luettu, ja siinä on tarkistettavaa."),)
    subject = _("Tiedostossa on tarkistettavaa")
    for assignment in task_state.assignments.active():
        send_link(assignment, "found_late", subject, first)


def notify_submitter_of_findings(bundle: BundleCheck) -> None:
    reason = _("Kerro hyväksyjälle, miksi ne saa julkaista, tai peru lähetys ja korjaa ne.")
    removal = _("Peru lähetys, poista henkilötunnus ja lähetä teksti uudelleen.")
    notices.notify_submitter(
        "found_late",
        bundle.task_state,
        _("Tiedostossa on tarkistettavaa"),
        _("Tekstin tiedosto luettiin vasta lähettämisen jälkeen, eikä tekstiä voi vielä hyväksyä."),
        *filter(None, [describe_findings(bundle.check), describe_unread_files(bundle.check)]),
        removal if bundle.check.is_forbidden else reason,
        link=make_absolute_url(get_check_url(bundle.task_state.revision.content_object)),
        link_text=_("Avaa tarkistus"),
    )


def notify_of_reason(task_state) -> None:
    """Notify the assignees that the reason they waited for has been given."""
    first = (_("Lähettäjä on perustellut, miksi tekstin voi julkaista."),)
    for assignment in task_state.assignments.active():
        send_link(assignment, "answered", _("Perustelu on annettu"), first)
