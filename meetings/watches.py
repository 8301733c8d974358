"""Watches: overdue answers, and meetings not published in time. See approval_desk."""

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.extension_points import Watch

from .models import MeetingPage, StatementPage

SOON = datetime.timedelta(days=7)  # the invitation should be public a week before


def find_watches(today: datetime.date):
    late = StatementPage.objects.live().overdue(today)
    for statement in late.order_by("answer_due"):
        yield overdue_answer_watch(statement)
    for meeting in unpublished_meetings(today):
        if today <= meeting.date <= today + SOON:
            yield unpublished_watch(meeting, today)


def overdue_answer_watch(statement) -> Watch:
    asked = _(
        "%(recipients)s: vastausta pyydettiin viimeistään %(day)s, eikä sitä ole kirjattu. Kysy "
        "vastausta, kirjaa se sivulle tai merkitse tilaksi ei vastattu."
    )
    return Watch(
        about=f"answer to statement {statement.pk} due on {statement.answer_due.isoformat()}",
        title=_("Vastaus on myöhässä: %(title)s") % {"title": statement.title},
        text=asked
        % {
            "recipients": statement.recipients,
            "day": date_format(statement.answer_due, "j.n.Y"),
        },
        address=reverse("wagtailadmin_pages:edit", args=[statement.pk]),
        link_text=_("Avaa lausunto"),
        due=statement.answer_due,
    )


def unpublished_meetings(today: datetime.date):
    """Yield the latest drafts of meetings of the coming days that readers do not see."""
    days = [today + datetime.timedelta(days=number) for number in range(SOON.days + 1)]
    written = [day.isoformat() for day in days]
    pages = MeetingPage.objects.filter(
        Q(live=False, first_published_at=None) | Q(live=True, has_unpublished_changes=True)
    ).filter(Q(latest_revision__content__date__in=written) | Q(latest_revision=None, date__in=days))
    for page in pages:
        draft = page.get_latest_revision_as_object()
        if draft.state != MeetingPage.State.CANCELLED and is_unpublished(page):
            yield draft


def is_unpublished(page) -> bool:
    """Return whether the meeting is not public, or a change of it waits for approval."""
    return not page.live or page.workflow_in_progress


def unpublished_watch(meeting, today: datetime.date) -> Watch:
    days = (meeting.date - today).days
    when = ngettext("huomenna", "%(days)s päivän päästä", days) % {"days": days}
    when = when if days else _("tänään")
    waits = meeting.workflow_in_progress
    what = _("Kutsu odottaa hyväksyntää. Muistuta hyväksyjää.")
    if not waits:
        what = _("Kokousta ei ole lähetetty hyväksyttäväksi. Lähetä se, tai merkitse se perutuksi.")
    phase = "day" if days == 0 else "week"
    text = _("Kokous on %(when)s, eikä se ole lukijoiden nähtävissä. %(what)s")
    if meeting.live:
        text = _("Kokous on %(when)s, eivätkä sen muutokset ole lukijoiden nähtävissä. %(what)s")
    return Watch(
        about=f"meeting {meeting.pk} of {meeting.date.isoformat()} is unseen, {phase}",
        title=_("Kokous on julkaisematta: %(title)s") % {"title": meeting.title},
        text=text % {"when": when, "what": what},
        address=reverse("wagtailadmin_pages:edit", args=[meeting.pk]),
        link_text=_("Avaa kokous"),
        due=meeting.date,
        on_dashboard=not waits,
    )
