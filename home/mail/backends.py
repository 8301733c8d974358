"""Email backends: the outbox (Django's EMAIL_BACKEND) and the demo's transport."""

import logging
from email.utils import parseaddr

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend
from django.db import DatabaseError, transaction

from .models import OutboxMail, make_message_id

logger = logging.getLogger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Store each mail as outbox rows, one per recipient, for the mail sender to send.

    Code that calls Django's mail functions inside a request (a password reset, an error report)
    therefore waits only for the database, never for a mail server.
    """

    def send_messages(self, email_messages):
        try:
            with transaction.atomic():
                return sum(store_in_outbox(message) for message in email_messages)
        except DatabaseError:
            if not self.fail_silently:
                raise
            logger.exception("A mail could not be stored in the outbox.")
            return 0


def store_in_outbox(message) -> bool:
    """Store a mail of Django's; return whether it had a recipient."""
    if message.attachments:
        raise ValueError("The outbox takes no attachments: mail a link instead.")
    message.message()  # raises if a header contains a line break
    alternatives = getattr(message, "alternatives", ())
    html = next((part[0] for part in alternatives if part[1] == "text/html"), "")
    for recipient in message.recipients():
        name, address = parseaddr(recipient)
        OutboxMail.objects.create(
            kind="other",
            to=address,
            name=name,
            sender="" if message.from_email == settings.DEFAULT_FROM_EMAIL else message.from_email,
            subject=str(message.subject)[:250],
            text=message.body,
            html=html,
            reply_to=parseaddr(message.reply_to[0])[1] if message.reply_to else "",
            message_id=make_message_id(),
        )
    return bool(message.recipients())


class ReadableConsole(EmailBackend):
    """Print mails without transfer encoding, so that their links can be opened."""

    def write_message(self, message):
        lines = [
            "",
            "─" * 72,
            f"Vastaanottaja: {', '.join(message.to)}",
            f"Aihe: {message.subject}",
            "",
            message.body.rstrip(),
            "─" * 72,
            "",
        ]
        self.stream.write("\n".join(lines))
