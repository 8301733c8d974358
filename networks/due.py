"""Scheduled jobs of terms and nominations. See home/extension_points.py."""

from datetime import datetime
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from home.approval.due import is_office_time
from home.extension_points import DueItem
from home.mail.outbox import MailContent, post_mail
from home.roles import list_people_in
from home.scheduling.models import Notice

from .contact_check.due import list_check_items
from .ending import Ending, endings
from .old_proposals import old_proposal_items
from .outcomes import outcome_items


def due_items(now: datetime):
    """Yield the jobs that are due: mails on ending terms, nominations, old proposals, checks."""
    today = timezone.localdate(now)
    if is_office_time(now) and find_unreported_ends(today):
        yield DueItem("endings", "Päättyvät edustukset", partial(mail_ends, now))
    yield from outcome_items(now)
    yield from old_proposal_items(now)
    yield from list_check_items(now)


def find_unreported_ends(today) -> list[Ending]:
    return [end for end in endings(today) if not Notice.objects.given(end.about)]


def mail_ends(now: datetime) -> None:
    """Mail the secretariat about the ends it has not been notified of, each once."""
    found = find_unreported_ends(timezone.localdate(now))
    for end in found:
        Notice.objects.once(end.about)
    for person in list_people_in("secretariat") if found else ():
        post_mail("endings", person, ends_mail(found))


def ends_mail(found: list[Ending]) -> MailContent:
    """Return the mail, with a link that deals with the first end; the dashboard lists all."""
    address, link_text = reverse("edit_roster", args=[found[0].term.pk]), "Avaa kokoonpano"
    if found[0].mandate is None:
        address, link_text = reverse("new_term"), "Tee uusi toimikausi"
    return MailContent(
        "Päättyviä edustuksia ilman seuraajaa",
        (
            "Näille ei ole vielä merkitty seuraajaa:",
            *(f"{end.title}, viimeinen päivä {end.when}." for end in found),
            "Merkitse seuraajat kokoonpanoon tai tee uusi toimikausi. Samat tiedot ovat "
            "työpöydällä, kunnes ne on hoidettu.",
        ),
        link=f"{settings.WAGTAILADMIN_BASE_URL}{address}",
        link_text=link_text,
    )
