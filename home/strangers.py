"""Messages that the public sends through forms: mailed on, with a daily limit."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .contact import TOO_MANY, is_over_hourly_limit
from .council import get_council
from .mail.models import OutboxMail
from .mail.outbox import MailContent, Recipient, post_mail
from .roles import list_people_in
from .scheduling.models import Notice
from .web.client_address import get_client_address

PER_DAY = 200  # messages; each may be several mails
STRANGERS_KINDS = ("contact", "new_proposal")
TOO_MANY_TODAY = gettext_lazy(
    "Sivustolla on tänään lähetetty poikkeuksellisen paljon viestejä, joten viestiäsi ei otettu "
    "vastaan. Tekstisi on tallessa alla: kopioi se talteen ja lähetä se huomenna uudelleen."
)


@transaction.atomic
def deliver_message(form) -> None:
    """Put the message to the council into the outbox; replies go to the writer."""
    data, council = form.cleaned_data, get_council()
    content = MailContent(
        _("Yhteydenotto: %(name)s") % {"name": " ".join(data["name"].split())},
        (
            _("Sivuston yhteydenottolomakkeella on tullut viesti."),
            data["message"],
            f"{data['name']}\n{data['email']}",
        ),
    )
    recipient = Recipient(council.contact_email, council.contact_name)
    post_mail("contact", recipient, content, reply_to=data["email"])


def explain_limit(request) -> str:
    """Count a message; return why it cannot be accepted now, or ""."""
    if is_over_hourly_limit(get_client_address(request)):
        return TOO_MANY
    today = timezone.localdate()
    if count_messages(today) < PER_DAY:
        return ""
    notify_of_limit(today)
    return str(TOO_MANY_TODAY)


def count_messages(day) -> int:
    """Return how many messages the public sent to the council on the day."""
    sent = OutboxMail.objects.filter(kind__in=STRANGERS_KINDS)
    return sent.filter(created_at__date=day).count()


@transaction.atomic
def notify_of_limit(day) -> None:
    """Email staff, at most once a day, that the daily limit on public messages was reached."""
    if not Notice.objects.once(f"strangers' messages on {day.isoformat()}"):
        return
    content = MailContent(
        _("Lomakkeiden viestit on pysäytetty tältä päivältä"),
        (
            _(
                "Sivuston lomakkeilla on tänään lähetetty %(number)s viestiä. Loput viestit "
                "pyydetään lähettämään huomenna uudelleen. Jos viestit ovat roskapostia, kerro "
                "siitä ylläpidolle."
            )
            % {"number": PER_DAY},
        ),
    )
    for role in ("secretariat", "administration"):
        for person in list_people_in(role):
            post_mail("ceiling", person, content)
