"""Tell the council that a mail will not go, so that nobody waits for an answer in vain."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.council import the_council

from .models import OutboxMail
from .outbox import Letter, Recipient, post

KIND = "mail_failed"
MOST = 20  # mails named in one letter; the dashboard shows the rest


def untold():
    """Return the mails about the council's work that nobody tries again or has been told of."""
    failed = OutboxMail.objects.troubled().filter(next_try=None, staff_told=False)
    return failed.exclude(kind=KIND).of_work()


def tell_staff() -> None:
    """Mail the council one letter on all of its mails that will not go."""
    mails, council = list(untold().select_for_update(of=("self",))), the_council()
    if mails and council and council.contact_email:
        post(KIND, Recipient(council.contact_email, council.contact_name), letter(mails))
    OutboxMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(staff_told=True)


def letter(mails) -> Letter:
    """Name the mails by subject, receiver and reason; never by their words."""
    number = len(mails)
    subject = ngettext("Viesti ei lähtenyt", "%(number)s viestiä ei lähtenyt", number) % {
        "number": number
    }
    lines = [
        _("%(subject)s (vastaanottaja: %(name)s). %(reason)s")
        % {"subject": mail.subject, "name": mail.name or mail.to, "reason": mail.error}
        for mail in mails[:MOST]
    ]
    return Letter(
        subject,
        (_("Nämä sivuston viestit eivät lähteneet, eikä niitä yritetä enää uudelleen:"), *lines),
        after=(
            _(
                "Tarkista vastaanottajan osoite. Hallinnan etusivulla voit lähettää viestin "
                "uudelleen kohdasta Lähettämättä jäänyt posti."
            ),
        ),
    )
