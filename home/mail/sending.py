"""Send the mails in the outbox: one sender at a time, one connection for many mails.

A mail that the server has accepted is never sent again automatically. Before its text is sent, the
row records it (`handed_at`); if the sender is killed between that and the server's answer, it is
unknown whether the mail arrived. It is not retried: the dashboard asks a person.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from math import inf
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils.translation import gettext as _

from home.locks import advisory_lock

from .models import OutboxMail
from .outbox import make_message

logger = logging.getLogger(__name__)
LOCK = 2_023_051_003  # PostgreSQL advisory lock of the sender only; ends with its connection


class ClaimLost(Exception):
    """Another sender has claimed the mail, as this one seemed dead."""


def send_waiting(seconds: float = inf, stopping: Callable = lambda: False) -> int:
    """Send the mails that are due; return how many were sent.

    Return 0 at once if another sender is running.
    """
    with advisory_lock(LOCK) as mine:
        if not mine:
            return 0
        settle_interrupted()
        transport, ends = get_connection(settings.OUTBOX_TRANSPORT), time.monotonic() + seconds
        number = 0
        try:
            while not stopping() and time.monotonic() < ends and (mail := claim_next_mail()):
                number += send_claimed(mail, transport)
        finally:
            with suppress(OSError):
                transport.close()
        return number


def settle_interrupted() -> None:
    """Settle the mails that a killed sender had claimed; no live sender has any, see LOCK."""
    for mail in OutboxMail.objects.filter(claimed_at__isnull=False):
        if mail.handed_at is None:
            mail.release()
        else:
            give_up_mail(mail, explain_doubt())


def claim_next_mail() -> OutboxMail | None:
    """Claim the next mail in its own transaction, so that a killed process cannot undo it."""
    with transaction.atomic():
        due = OutboxMail.objects.due().select_for_update(skip_locked=True)
        mail = due.order_by("next_try", "pk").first()
        if mail:
            mail.claim()
    return mail


def send_claimed(mail: OutboxMail, transport) -> bool:
    """Send a claimed mail to the server and store the outcome."""
    if not mail.to:
        give_up_mail(mail, _("Vastaanottajalla ei ole sähköpostiosoitetta."))
        return False
    try:
        hand_to_server(mail, transport)
    except ClaimLost:
        close_connection(transport)
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        handle_refusal(mail, get_smtp_code(error))
    except (ValueError, SMTPNotSupportedError):
        give_up_mail(mail, _("Vastaanottajan osoite tai viestin otsikko on virheellinen."))
    except OSError as error:  # SMTPException too
        close_connection(transport)
        handle_server_failure(mail, error)
    else:
        mail.mark_sent()
        return True
    return False


def hand_to_server(mail: OutboxMail, transport) -> None:
    message = make_message(mail)
    before_text = partial(mark_handed, mail)
    if hasattr(transport, "before_text"):
        transport.before_text = before_text
    else:
        before_text()  # such as the demo's console: it cannot say when the text is sent
    transport.send_messages([message])


def mark_handed(mail: OutboxMail) -> None:
    if not mail.mark_handed():
        raise ClaimLost


def get_smtp_code(error) -> int:
    """Return the code of the server's refusal."""
    if isinstance(error, SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return error.smtp_code


def handle_refusal(mail: OutboxMail, code: int) -> None:
    """Retry later if the server refused the mail for now (4xx); give up if for good (5xx)."""
    if code >= 500:
        give_up_mail(mail, _("Postipalvelin hylkäsi viestin (koodi %(code)s).") % {"code": code})
    else:
        postpone_mail(
            mail, _("Postipalvelin ei ottanut viestiä vielä (koodi %(code)s).") % {"code": code}
        )


def handle_server_failure(mail: OutboxMail, error: Exception) -> None:
    """Put off all due mails, or each would wait for the unreachable server in turn."""
    if mail.handed_at is not None and not isinstance(error, SMTPSenderRefused):
        give_up_mail(mail, explain_doubt())
    else:
        postpone_mail(mail, explain_failure(error))
    for other in OutboxMail.objects.due():
        postpone_mail(other, explain_failure(error))


def explain_failure(error: Exception) -> str:
    if code := getattr(error, "smtp_code", None):
        return _("Postipalvelin ei palvele sivustoa (koodi %(code)s).") % {"code": code}
    return _("Postipalvelimeen ei saatu yhteyttä, tai se ei vastannut.")


def explain_doubt() -> str:
    return _("Lähetys katkesi. Ei tiedetä, ehtikö viesti perille.")


def postpone_mail(mail: OutboxMail, reason: str) -> None:
    mail.mark_failed(reason)
    # Log neither address nor text: the text may hold a link that opens a draft.
    logger.warning("Mail %s could not be sent: %s", mail.pk, reason)


def give_up_mail(mail: OutboxMail, reason: str) -> None:
    mail.mark_failed(reason, final=True)
    logger.warning("Mail %s is not tried again: %s", mail.pk, reason)


def close_connection(transport) -> None:
    """Close the connection without waiting for a server that has just been silent."""
    if hasattr(transport, "abandon"):
        transport.abandon()
