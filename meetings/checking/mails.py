"""Mails about the checking of minutes: to the checkers, and to the person who asked them."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from home.council import get_council
from home.mail.outbox import MailContent, post_mail
from home.roles import list_people_in

from ..calling.people import get_recipient

KIND = "minutes_check"


def mail_checker(check, token: str) -> None:
    council, meeting = get_council(), check.meeting
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    until = date_format(localtime(check.expires_at), "j.n.Y")
    content = MailContent(
        _("Tarkasta pöytäkirja: %(title)s") % {"title": meeting.title},
        (
            _("Sinut on valittu tarkastamaan pöytäkirja: %(title)s.") % {"title": meeting.title},
            _("Lue pöytäkirja ja vastaa, onko se oikein. Vastaa viimeistään %(day)s.")
            % {"day": until},
        ),
        link=f"{base}{reverse('check_minutes', args=[token])}",
        link_text=_("Lue ja vastaa"),
        after=(_("Linkki on henkilökohtainen: älä lähetä sitä eteenpäin."),),
    )
    post_mail(
        KIND,
        get_recipient(check.person),
        content,
        reply_to=council.contact_email if council else "",
    )


def mail_secretary(check, words: str, more: str) -> None:
    """Mail the person who requested the check, or the secretariat if that account is closed."""
    asked = check.requested_by
    people = [asked] if asked and asked.is_active else list_people_in("secretariat")
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    content = MailContent(
        _("Pöytäkirjan tarkastus: %(title)s") % {"title": check.meeting.title},
        tuple(filter(None, (words, more))),
        link=f"{base}{reverse('minutes_checks', args=[check.meeting_id])}",
        link_text=_("Avaa tarkastus"),
    )
    for person in people:
        post_mail(KIND, person, content)
