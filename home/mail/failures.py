"""Notify the council of mails that will not be sent, so that nobody waits for an answer to them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.council import get_council

from .models import OutboxMail
from .outbox import MailContent, Recipient, post_mail

KIND = "mail_failed"
MOST = 20  # mails listed in one mail; the dashboard shows the rest


def list_unreported_failures():
    """Return the council's mails that are not retried and that staff were not notified of."""
    failed = OutboxMail.objects.troubled().filter(next_try=None, staff_told=False)
    return failed.exclude(kind=KIND).of_work()


def notify_staff_of_failures() -> None:
    """Mail the council one list of all its mails that will not be sent."""
    mails, council = list(list_unreported_failures().select_for_update(of=("self",))), get_council()
    if mails and council and council.contact_email:
        post_mail(
            KIND, Recipient(council.contact_email, council.contact_name), make_failure_mail(mails)
        )
    OutboxMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(staff_told=True)


def make_failure_mail(mails) -> MailContent:
    """List the mails by subject, recipient and error, never by their text."""
    number = len(mails)
    subject = ngettext("Viesti ei lähtenyt", "%(number)s viestiä ei lähtenyt", number) % {
        "number": number
    }
    lines = [
        _("%(subject)s (vastaanottaja: %(name)s). %(reason)s")
        % {"subject": mail.subject, "name": mail.name or mail.to, "reason": mail.error}
        for mail in mails[:MOST]
    ]
    return MailContent(
        subject,
        (_("Nämä sivuston viestit eivät lähteneet, eikä niitä yritetä enää uudelleen:"), *lines),
        after=(
            _(
                "Tarkista vastaanottajan osoite. Hallinnan etusivulla voit lähettää viestin "
                "uudelleen kohdasta Lähettämättä jäänyt posti."
            ),
        ),
    )
