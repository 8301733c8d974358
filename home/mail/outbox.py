"""Mail leaves after the commit: a row now, the message when what it tells is stored."""

import logging
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from .models import OutboxMail

logger = logging.getLogger(__name__)
NO_ADDRESS = "Vastaanottajalla ei ole sähköpostiosoitetta."


@dataclass(frozen=True)
class Letter:
    """What a mail says: plain paragraphs and, after the first ones, one link to go on by."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    link_text: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recipient:
    """Somebody who has no account: an address and, where it is known for sure, a name."""

    email: str
    name: str = ""

    def get_full_name(self) -> str:
        return self.name

    def get_username(self) -> str:
        return self.name


def post(kind: str, person, letter: Letter, council=None, reply_to="") -> OutboxMail:
    """Puts a letter to a person (a user or Recipient) into the outbox, to go after the commit.

    Somebody without an address is an error that the dashboard shows, not a mail lost in silence.
    """
    context = {"letter": letter, "person": person, "council": council, "reply_to": reply_to}
    mail = OutboxMail.objects.create(
        council=council,
        kind=kind,
        to=person.email,
        name=person.get_full_name() or person.get_username(),
        subject=one_line(letter.subject),
        text=render_to_string("mail/letter.txt", context),
        reply_to=reply_to,
        html=render_to_string("mail/letter.html", context),
        message_id=f"<{uuid.uuid4()}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>",
    )
    send_after_commit(mail.pk)
    return mail


def one_line(subject: str) -> str:
    """A subject that fits: without line ends, which no header may hold."""
    words = " ".join(subject.split())
    return words if len(words) <= 250 else f"{words[:249]}…"


def send_after_commit(pk: int) -> None:
    # A fault in sending must never break the answer to whoever did what the mail tells of.
    transaction.on_commit(lambda: send(pk), robust=True)


@transaction.atomic
def send(pk: int) -> bool:
    """Sends the mail if it is due and nobody else is sending it; tells whether it went."""
    mail = OutboxMail.objects.due().select_for_update(skip_locked=True).filter(pk=pk).first()
    if mail is None:
        return False
    error = attempt(mail)
    if error:
        # Neither the address nor the words: they may hold a link that opens a draft.
        logger.warning("Mail %s could not be sent: %s", mail.pk, error)
        mail.mark_failed(error)
    else:
        mail.mark_sent()
    return not error


def attempt(mail: OutboxMail) -> str:
    """Hands the mail to the mail server; "" when it took it, otherwise why not."""
    if not mail.to:
        return NO_ADDRESS
    try:
        message_of(mail).send()
    except (OSError, ValueError) as error:
        code = getattr(error, "smtp_code", "")
        return f"{type(error).__name__} {code}".strip()
    return ""


def message_of(mail: OutboxMail) -> EmailMultiAlternatives:
    """The message, the same each time: a second copy can be told by its Message-ID."""
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fi",
    }
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    message.reply_to = [mail.reply_to] if mail.reply_to else []
    message.attach_alternative(mail.html, "text/html")
    return message
