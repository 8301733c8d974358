"""Who is asked to check their data, and the mail with the link."""

import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from home.council import get_council
from home.mail.outbox import MailContent, Recipient, post_mail

from ..models import ContactCheck, ContactCheckSettings, Mandate, NetworkPage, Person

KIND = "contact_check"
YEARLY = datetime.timedelta(days=300)  # a check a year, whatever day of its month it falls on
AGAIN = datetime.timedelta(days=14)  # how soon a person may be asked anew by a press


def list_people_to_ask(now: datetime.datetime, pause: datetime.timedelta) -> list[Person]:
    """Return the representatives and conveners with a consented address, not asked lately."""
    represents = Mandate.objects.public().current().values("person")
    convenes = NetworkPage.objects.live().exclude(convener=None).values("convener")
    reachable = Person.objects.exclude(contact_email="").exclude(contact_consent_on=None)
    lately = ContactCheck.objects.filter(created_at__gt=now - pause).values("person")
    asked = reachable.filter(Q(pk__in=represents) | Q(pk__in=convenes))
    return list(asked.exclude(pk__in=lately).order_by("last_name", "first_name", "pk"))


def is_month_of_check(now: datetime.datetime) -> bool:
    return ContactCheckSettings.load().month == timezone.localtime(now).month


@transaction.atomic
def send_checks(now: datetime.datetime, pause: datetime.timedelta = YEARLY) -> int:
    """Mail the people who are due, each with a link of their own; return their number."""
    people = list_people_to_ask(now, pause)
    for person in people:
        token, expires_at = ContactCheck.make(person, now)
        recipient = Recipient(person.contact_email, str(person))
        council = get_council()
        reply_to = council.contact_email if council else ""
        post_mail(KIND, recipient, make_mail(token, expires_at), reply_to=reply_to)
    return len(people)


def make_mail(token: str, expires_at: datetime.datetime) -> MailContent:
    address = reverse("contact_check", args=[token])
    day = date_format(timezone.localtime(expires_at), "j.n.Y")
    return MailContent(
        _("Ovatko tietosi ajan tasalla?"),
        (
            _(
                "Olet edustajana neuvottelukunnassa tai kutsut koolle järjestöverkostoa. Kerran "
                "vuodessa pyydämme sinua tarkistamaan tiedot, jotka sinusta on sivustolla."
            ),
            _(
                "Avaa linkki, katso tiedot ja kerro, ovatko ne oikein. Voit myös korjata niitä tai "
                "poistaa sähköpostiosoitteesi. Mikään ei muutu pelkästään linkin avaamisesta."
            ),
        ),
        link=f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}",
        link_text=_("Tarkista tietosi"),
        after=(
            _("Linkki toimii %(day)s asti, ja se on vain sinulle: älä lähetä sitä eteenpäin.")
            % {"day": day},
        ),
    )
