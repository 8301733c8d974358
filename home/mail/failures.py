"""Tell the council that a mail will not go, so that nobody waits for an answer in vain."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.models import HomePage

from .models import OutboxMail
from .outbox import Letter, Recipient, post

KIND = "mail_failed"
MOST = 20  # mails named in one letter; the dashboard shows the rest


def untold():
    """The mails that are not tried again, of which nobody has been told: a council's own."""
    failed = OutboxMail.objects.troubled().filter(next_try=None, staff_told=False)
    return failed.exclude(kind=KIND).filter(council__isnull=False)


def tell_staff() -> None:
    """Mail each council one letter on all of its mails that will not go."""
    for council in HomePage.objects.filter(outbox__in=untold()).distinct():
        mails = list(untold().filter(council=council).select_for_update(of=("self",)))
        if council.contact_email:
            to = Recipient(council.contact_email, council.contact_name)
            post(KIND, to, letter(mails), council)
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
