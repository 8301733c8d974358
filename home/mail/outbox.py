"""Mails are stored first, with what they are about; `sending.py` sends them after the commit."""

from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from home.council import get_council
from home.incoming.text import clean_line, clean_text

from .daily import can_wait, hold
from .gathering import gather_mails, write_or_gather
from .mail_content import MailContent
from .models import OutboxMail, make_message_id

__all__ = [
    "MailContent",
    "Recipient",
    "gather_mails",
    "make_message",
    "make_subject_line",
    "post_mail",
]


@dataclass(frozen=True)
class Recipient:
    """A recipient without an account: an address and, if known for certain, a name."""

    email: str
    name: str = ""
    mail_at_once: bool = True

    @property
    def display_name(self) -> str:
        return self.name


def post_mail(kind: str, person, content: MailContent, reply_to="") -> OutboxMail | None:
    """Put a mail to a person (a user or Recipient) into the outbox, to be sent after the commit.

    Within `gather_mails` it is combined with others of the same action; what is not urgent is held
    for the daily mail. A person without an address becomes an error on the dashboard, so that no
    mail is lost silently.
    """
    if can_wait(kind, person, content, reply_to):
        hold(kind, person, content)
        return None
    return write_or_gather(write_mail, kind, person, content, reply_to)


def write_mail(kind: str, person, content: MailContent, reply_to="") -> OutboxMail:
    """Store the mail as a row; the mail sender sends it after the commit."""
    context = {"content": content, "person": person, "council": get_council(), "reply_to": reply_to}
    return OutboxMail.objects.create(
        kind=kind,
        to=person.email,
        name=person.display_name,
        subject=make_subject_line(content.subject),
        text=clean_text(render_to_string("mail/message.txt", context)),
        reply_to=reply_to,
        html=clean_text(render_to_string("mail/message.html", context)),
        calendar=content.calendar,
        message_id=make_message_id(),
    )


def make_subject_line(subject: str) -> str:
    """Return the subject cut to fit and without line breaks, which no header may contain."""
    words = clean_line(subject)
    return words if len(words) <= 250 else f"{words[:249]}…"


def make_message(mail: OutboxMail) -> EmailMultiAlternatives:
    """Return the message, always with the same Message-ID, so that duplicates can be detected."""
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fi",
    }
    message = EmailMultiAlternatives(
        mail.subject, mail.text, mail.sender or None, to=[mail.to], headers=headers
    )
    message.reply_to = [mail.reply_to] if mail.reply_to else []
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.attach("kokous.ics", mail.calendar, "text/calendar")
    return message
