"""The daily mail: notices that are not urgent are held until the recipient's next one."""

from dataclasses import asdict, replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .mail_content import MailContent
from .models import HeldMail

# Mails that ask nothing of their recipient today. Requests, corrections, receipts, and everything
# about accounts leave at once.
NOT_URGENT = frozenset(
    {
        "approved",
        "decided",
        "handed_over",
        "reassigned",
        "sender_left",
        "new_proposal",
        "endings",
        "minutes",
    }
)


def can_wait(kind: str, person, content: MailContent, reply_to: str) -> bool:
    """Return whether the mail is held: not urgent, and to an account that did not opt out."""
    is_plain = not (reply_to or content.calendar or content.parts)
    return kind in NOT_URGENT and is_plain and not person.mail_at_once


def hold(kind: str, person, content: MailContent) -> None:
    HeldMail.objects.create(person=person, kind=kind, content=asdict(content))


def take_held_mails(person) -> list[MailContent]:
    """Return the notices held for the person, each with its time, and delete them."""
    held = list(HeldMail.objects.filter(person=person).select_for_update())
    HeldMail.objects.filter(pk__in=[each.pk for each in held]).delete()
    return [restore_content(each) for each in held]


def restore_content(held: HeldMail) -> MailContent:
    stored = {name: tuple(v) if isinstance(v, list) else v for name, v in held.content.items()}
    content = MailContent(**stored)
    time = date_format(timezone.localtime(held.created_at), r"j.n. \k\l\o H.i")
    when = _("Ilmoitus on ajalta %(time)s.") % {"time": time}
    return replace(content, paragraphs=(*content.paragraphs, when))
