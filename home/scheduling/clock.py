"""Refuse to run if the clock is far from the last run: jobs would remind, hand over and delete."""

import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import mail_admins
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.mail.outbox import MailContent, post_mail

from .models import Heartbeat, Notice

BACKWARD = datetime.timedelta(hours=1)


def find_clock_fault(now: datetime.datetime, heartbeat: Heartbeat) -> str:
    """Return why the time is not plausible, or "" if it is."""
    last = heartbeat.started_at
    if last is None:
        return ""
    forward = datetime.timedelta(days=settings.CLOCK_TRUSTED_DAYS)
    if last - BACKWARD <= now <= last + forward:
        return ""
    return _("Palvelimen kello näyttää %(now)s, mutta tehtävät ajettiin viimeksi %(last)s.") % {
        "now": format_clock_time(now),
        "last": format_clock_time(last),
    }


def format_clock_time(when: datetime.datetime) -> str:
    return date_format(timezone.localtime(when), "j.n.Y H.i")


def raise_alarm(fault: str, heartbeat: Heartbeat) -> None:
    """Show the fault on the dashboard and mail it once to those who look after the site."""
    title = _("Mitään ei tehty, koska palvelimen kello voi olla väärässä")
    heartbeat.failures = [{"kind": "clock", "title": title, "error": fault}]
    heartbeat.save()
    if not Notice.objects.once(f"clock after {heartbeat.started_at.isoformat()}"):
        return
    advice = _(
        "Ajastetut tehtävät odottavat. Jos kello on oikeassa (sivusto on ollut pitkään pois "
        "päältä), palvelimen hoitaja antaa komennon run_due --accept-clock. Muuten kello korjataan."
    )
    mail_admins(title, f"{fault}\n\n{advice}")
    keepers = get_user_model().objects.with_perm(
        "due.view_heartbeat", backend="django.contrib.auth.backends.ModelBackend"
    )
    for person in keepers.exclude(email=""):
        post_mail("clock", person, MailContent(title, (fault, advice)))
