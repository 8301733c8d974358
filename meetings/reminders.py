"""Mails to those responsible for open actions: before the due date and after it, once each."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.council import get_council
from home.mail.outbox import MailContent, Recipient, post_mail
from home.scheduling.models import Notice

from .models import AgendaItem, MeetingPage
from .responsible import Contact, Directory

SOON = datetime.timedelta(days=7)
LATE_FOR = datetime.timedelta(days=60)  # who has been silent longer is not reminded any more


def list_due_actions(today: datetime.date):
    """Return the public open actions whose due date is near or has passed.

    What goes on in a meeting that readers do not see yet is still due here.
    """
    public = MeetingPage.objects.live().public()
    due = (today - LATE_FOR, today + SOON)
    found = AgendaItem.objects.public().filter(due__range=due, completion=None)
    found = found.exclude(responsible="").exclude(meeting__state=MeetingPage.State.CANCELLED)
    found = found.exclude(meeting__is_example=True)
    found = found.exclude(continued_by__meeting__in=public)
    found = found.exclude(continued_by__completion__isnull=False)
    return found.select_related("meeting").order_by("due", "meeting__date", "number", "letter")


def list_reminders(today: datetime.date) -> dict[Contact, list[AgendaItem]]:
    """Return the actions of which each responsible person has not been reminded yet."""
    actions = list(list_due_actions(today))
    directory = Directory() if actions else None
    wanted = [(person, item) for item in actions for person in directory.find(item.responsible)]
    keys = {make_key(item, person, today): (person, item) for person, item in wanted}
    given = set(Notice.objects.filter(about__in=keys).values_list("about", flat=True))
    reminders = defaultdict(list)
    for key, (person, item) in keys.items():
        if key not in given:
            reminders[person].append(item)
    return dict(reminders)


def make_key(item: AgendaItem, person: Contact, today: datetime.date) -> str:
    """Return the key of the notice: another due date makes another."""
    phase = "late" if item.due < today else "soon"
    return f"action {item.pk} due {item.due.isoformat()}, {phase}, to {person.key}"


def remind(key: str, now: datetime.datetime) -> None:
    """Mail one person about all of their actions that are due and not yet reminded of."""
    today = timezone.localdate(now)
    for person, items in list_reminders(today).items():
        if person.key == key:
            for item in items:
                Notice.objects.once(make_key(item, person, today))
            council = get_council()
            reply_to = council.contact_email if council else ""
            content = make_reminder(items, person, today)
            post_mail("actions", Recipient(person.email, person.name), content, reply_to=reply_to)


def make_reminder(items: list[AgendaItem], person: Contact, today: datetime.date) -> MailContent:
    number = len(items)
    subject = ngettext("Muistutus: %(title)s", "Muistutus %(number)s avoimesta tehtävästä", number)
    intro = ngettext(
        "Sinut on merkitty vastuutahoksi neuvottelukunnan päätökseen:",
        "Sinut on merkitty vastuutahoksi neuvottelukunnan päätöksiin:",
        number,
    )
    closing = _("Kun asia on hoidettu, kerro siitä sihteeristölle. Voit vastata tähän viestiin.")
    link, link_text = items[0].meeting.get_full_url(), _("Avaa kokous")
    if person.has_account:
        closing = _("Kun asia on hoidettu, merkitse se tehdyksi.")
        link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("open_actions")
        link_text = _("Avaa avoimet tehtävät")
    return MailContent(
        subject % {"title": items[0].title, "number": number},
        (intro, *(describe(item, today) for item in items), closing),
        link=link,
        link_text=link_text,
    )


def describe(item: AgendaItem, today: datetime.date) -> str:
    words = _("%(item)s, %(meeting)s: viimeistään %(day)s.")
    if item.due < today:
        words = _("%(item)s, %(meeting)s: määräpäivä oli %(day)s.")
    day = date_format(item.due, "j.n.Y")
    return words % {"item": item, "meeting": item.meeting.labelled_title, "day": day}
