"""The daily mail: what was held for it, and watches (days that staff should not miss).

An app declares its own in a module `watches`, in a function `find_watches(today)`.
"""

import datetime
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from home.approval.approvers import add_working_days
from home.extension_points import DueItem, Watch, iterate_modules_named
from home.mail.daily import take_held_mails
from home.mail.gathering import gather_mails
from home.mail.outbox import MailContent, post_mail
from home.roles import get_duties, list_people_in
from home.scheduling.models import Notice

# Working days between mails about the same watch; the last pause repeats.
PAUSES = (5, 10, 20)


def list_watches(today: datetime.date) -> Iterator[Watch]:
    """Yield the watches of all apps."""
    for _app, module in iterate_modules_named("watches"):
        yield from module.find_watches(today)


def make_watch_mail(watch: Watch) -> MailContent:
    link = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{watch.address}"
    return MailContent(watch.title, (watch.text,), link=link, link_text=watch.link_text)


def list_watches_for(user, today: datetime.date) -> list[Watch]:
    """Return the watches that concern the roles of the user."""
    duties = get_duties(user)
    return [watch for watch in list_watches(today) if duties & set(watch.roles)]


def list_recipients(watch: Watch) -> list:
    """Return the active users with the watch's roles, or else the administration."""
    return list_role_holders(watch.roles) or list_role_holders(("administration",))


def list_role_holders(roles) -> list:
    """Return the active users with any of the roles, each once."""
    return list(dict.fromkeys(user for role in roles for user in list_people_in(role)))


def list_digest_jobs(now: datetime.datetime):
    """Yield one job for each person who is due a mail this morning."""
    today = timezone.localdate(now)
    mails: dict = {}
    for watch in list_watches(today):
        for person in list_recipients(watch):
            if is_due_for(watch, person, today):
                mails.setdefault(person, []).append(watch)
    for person in list_people_with_held_mails(today):
        mails.setdefault(person, [])
    for person, found in mails.items():
        title = f"Päivän viesti: {person}, muistutuksia {len(found)}"
        yield DueItem("digest", title, partial(send_digest, person, found, today))


def list_people_with_held_mails(today: datetime.date) -> list:
    """Return the active users for whom mails are held and who have had no digest today."""
    held = get_user_model().objects.filter(is_active=True, held_mails__isnull=False).distinct()
    given = Notice.objects.given
    return [person for person in held if not given(name_digest_notice(person, today))]


def is_due_for(watch: Watch, person, today: datetime.date) -> bool:
    """Return whether the person never got this watch, or its pause is over, and no digest today."""
    if Notice.objects.given(name_digest_notice(person, today)):
        return False
    sent = list(list_notices(watch, person))
    if not sent:
        return True
    pause = PAUSES[min(len(sent), len(PAUSES)) - 1]
    return add_working_days(timezone.localdate(sent[-1].at), pause) <= today


def list_notices(watch: Watch, person):
    numbered = Q(about__startswith=f"{watch.about} to {person.pk} (")
    return Notice.objects.filter(numbered).order_by("at")


def name_digest_notice(person, today: datetime.date) -> str:
    return f"digest of {today.isoformat()} to {person.pk}"


def send_digest(person, found: list[Watch], today: datetime.date) -> None:
    """Send one person the daily mail: held notices, and everything new or due again."""
    if not person.is_active or not Notice.objects.once(name_digest_notice(person, today)):
        return
    with gather_mails():
        for content in take_held_mails(person):
            post_mail("digest", person, content)
        for watch in found:
            number = list_notices(watch, person).count() + 1
            Notice.objects.once(f"{watch.about} to {person.pk} ({number})")
            post_mail("digest", person, make_watch_mail(watch))
