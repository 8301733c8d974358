"""Scheduled jobs of data retention. See home/extension_points.py."""

from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.approval_desk.mails.digest import list_role_holders
from home.extension_points import DueItem
from home.mail.outbox import MailContent, post_mail

from ..models import Person
from .forgetting import forget_contact, forget_people
from .models import WARNED, LeavingName
from .times import (
    contact_is_over,
    name_is_over,
    people_with_contact_over,
    people_with_name_over,
)


def due_items(now):
    today = timezone.localdate(now)
    if people := people_with_contact_over(today):
        act = partial(remove_if_over, people, contact_is_over, forget_contact, today)
        yield DueItem("retention", f"Yhteystiedon poisto, henkilöitä {len(people)}", act)
    names = [person for person in people_with_name_over(today) if not is_postponed(person, today)]
    if unnoticed := [person for person in names if not is_noticed(person)]:
        title = f"Ilmoitus nimien poistamisesta, henkilöitä {len(unnoticed)}"
        yield DueItem("retention", title, partial(notify_staff, unnoticed, now))
    if LeavingName.objects.filter(told_at=None, mails__sent_at__isnull=False).exists():
        yield DueItem(
            "retention", "Lähteneet ilmoitukset nimien poistamisesta", record_sent_notices
        )
    if ready := [person for person in names if is_ready(person, now)]:
        act = partial(remove_if_over, ready, name_is_over, forget_people, today)
        yield DueItem("retention", f"Nimen poisto, henkilöitä {len(ready)}", act)


def find_leaving_name(person) -> LeavingName | None:
    return LeavingName.objects.filter(person=person).first()


def is_postponed(person, today) -> bool:
    found = find_leaving_name(person)
    return bool(found and found.postponed_until and today <= found.postponed_until)


def is_noticed(person) -> bool:
    found = find_leaving_name(person)
    return bool(found and found.noticed_at)


def is_ready(person, now) -> bool:
    """Return whether a notice was really sent, and long enough ago."""
    found = find_leaving_name(person)
    return bool(found and found.told_at and found.told_at + WARNED <= now)


def notify_staff(people, now) -> None:
    """Notify the staff whose names will be removed, and remember which mails name whom."""
    for person in people:
        LeavingName.objects.update_or_create(person=person, defaults={"noticed_at": now})
    content = removal_notice(people, timezone.localdate(now + WARNED))
    for reader in list_role_holders(("secretariat", "administration")):
        mail = post_mail("names_leave", reader, content)
        for found in LeavingName.objects.filter(person__in=people):
            found.mails.add(mail)


def removal_notice(people, day) -> MailContent:
    """Return the mail with the names, the date, and a link for reviewing or postponing."""
    return MailContent(
        _("Nimiä poistuu sivustolta aikaisintaan %(day)s") % {"day": date_format(day, "j.n.Y")},
        (
            _("Näiden entisten edustajien säilytysaika on päättynyt, ja heidän nimensä poistuvat:"),
            *(str(person) for person in people),
            _(
                "Nimen tilalle tulee ”entinen edustaja”. Poistoa ei voi perua. Katso, missä nimet "
                "ovat, ja siirrä poistoa, jos se on tarpeen."
            ),
        ),
        link=f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('retention')}",
        link_text=_("Avaa säilytysajat"),
    )


def record_sent_notices() -> None:
    """Record when the first notice was sent, since the waiting period begins then."""
    for found in LeavingName.objects.filter(told_at=None, noticed_at__isnull=False):
        sent = found.mails.filter(sent_at__isnull=False).order_by("sent_at").first()
        if sent:
            found.told_at = sent.sent_at
            found.save(update_fields=["told_at"])


def postpone(person, until, user, reason: str) -> None:
    """Keep the name until the day; after it the staff are notified again before its removal."""
    found, _created = LeavingName.objects.update_or_create(
        person=person,
        defaults={
            "postponed_until": until,
            "postponed_by": user,
            "reason": reason,
            "noticed_at": None,
            "told_at": None,
        },
    )
    found.mails.clear()


def remove_if_over(people, is_over, forget, today):
    """Check the retention time again before acting, as a mandate may have been added meanwhile."""
    people = Person.objects.filter(pk__in=[person.pk for person in people])
    if still := [person for person in people if is_over(person, today)]:
        forget(still)
