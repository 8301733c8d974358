"""The outbox: mails are stored in the same transaction as what they are about, and sent later."""

import datetime
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

# Minutes to wait after each failure; after the last one only a person can retry.
WAITS = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)
# Mails about accounts and the server, such as password resets, not the council's work.
ACCOUNT_KINDS = ("reset", "address", "clock", "other")
# Mails are sent within seconds; one untried for this long means that no sender is running.
SLOW_AFTER = datetime.timedelta(minutes=15)


def make_message_id() -> str:
    return f"<{uuid.uuid4()}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>"


class HeldMail(models.Model):
    """A mail that is not urgent, held until the recipient's daily mail; it contains no secret."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="held_mails",
        verbose_name="vastaanottaja",
    )
    kind = models.CharField("laji", max_length=30)
    content = models.JSONField("sisältö")
    created_at = models.DateTimeField("luotu", auto_now_add=True)

    class Meta:
        verbose_name = "päivän viestiin odottava ilmoitus"
        verbose_name_plural = "päivän viestiin odottavat ilmoitukset"
        default_permissions = ()
        ordering = ["created_at", "pk"]

    def __str__(self):
        return f"{self.person}: {self.kind}"


class OutboxQuerySet(models.QuerySet):
    def due(self, now=None):
        """Return the mails that are due and that no sender has claimed."""
        return self.filter(next_try__lte=now or timezone.now(), claimed_at=None)

    def waiting(self, now=None):
        """Return the mails that are due, and those that a killed sender left claimed."""
        return self.filter(next_try__lte=now or timezone.now())

    def stuck(self):
        """Return the mails that are long overdue and that nobody has tried to send."""
        return self.filter(next_try__lt=timezone.now() - SLOW_AFTER)

    def troubled(self):
        """Return the mails whose last attempt failed."""
        return self.filter(sent_at__isnull=True).exclude(error="")

    def of_work(self):
        """Return the mails about the council's work; the others are about accounts."""
        return self.exclude(kind__in=ACCOUNT_KINDS)

    def old(self, now=None):
        kept = datetime.timedelta(days=settings.MAIL_DAYS)
        return self.filter(created_at__lt=(now or timezone.now()) - kept)

    def with_old_addresses(self, now=None):
        """Return the mails that were sent long ago and still hold an address."""
        kept = datetime.timedelta(days=settings.MAIL_ADDRESS_DAYS)
        sent = self.filter(sent_at__lt=(now or timezone.now()) - kept)
        return sent.exclude(to="", name="", reply_to="")


class OutboxMail(models.Model):
    """One mail to one person; its text, which may hold a link, is deleted once it is sent."""

    kind = models.CharField("laji", max_length=30)
    to = models.EmailField("vastaanottaja", blank=True)
    name = models.CharField("vastaanottajan nimi", max_length=200, blank=True)
    sender = models.CharField("lähettäjä", max_length=254, blank=True)
    subject = models.CharField("aihe", max_length=250)
    text = models.TextField("teksti", blank=True)
    html = models.TextField("muotoiltu teksti", blank=True)
    calendar = models.TextField("kalenteriliite", blank=True)  # iCalendar
    reply_to = models.EmailField("vastaukset osoitteeseen", blank=True)
    message_id = models.CharField("tunniste", max_length=250, unique=True)
    created_at = models.DateTimeField("luotu", auto_now_add=True)
    next_try = models.DateTimeField("seuraava yritys", null=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField("yrityksiä", default=0)
    sent_at = models.DateTimeField("lähetetty", null=True)
    error = models.CharField("virhe", max_length=300, blank=True)
    # `claimed_at`: a sender is sending it; `handed_at`: its text is being passed to the server.
    claimed_at = models.DateTimeField("otettu lähetettäväksi", null=True)
    handed_at = models.DateTimeField("annettu postipalvelimelle", null=True)
    staff_told = models.BooleanField("henkilökunnalle kerrottu", default=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "lähtevä viesti"
        verbose_name_plural = "lähtevät viestit"
        default_permissions = ("view", "change")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["next_try"], name="mail_by_next_try")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(text="", html="", calendar="", next_try__isnull=True),
                name="a_sent_mail_holds_no_words",
                violation_error_message="Lähetetystä viestistä ei säilytetä tekstiä.",
            )
        ]

    def __str__(self):
        return self.subject

    def claim(self):
        """Reserve the mail for this sender."""
        self.claimed_at, self.handed_at = timezone.now(), None
        self.save()

    def mark_handed(self) -> bool:
        """Record that the text is about to be sent; return False if another sender has the mail."""
        mine = OutboxMail.objects.filter(pk=self.pk, claimed_at=self.claimed_at)
        self.handed_at = timezone.now()
        return bool(mine.update(handed_at=self.handed_at))

    def release(self):
        """Release a mail whose sender died before sending its text: another may take it."""
        self.claimed_at = None
        self.save()

    def mark_sent(self):
        self.sent_at, self.next_try, self.claimed_at = timezone.now(), None, None
        self.text = self.html = self.calendar = self.reply_to = self.error = ""
        self.attempts += 1
        self.save()

    def mark_failed(self, error: str, *, final=False):
        """Store the error and the time of the next attempt; after many, only a person can retry."""
        wait = WAITS[self.attempts] if self.attempts < len(WAITS) and not final else None
        self.next_try = wait and timezone.now() + datetime.timedelta(minutes=wait)
        self.attempts += 1
        self.claimed_at, self.error = None, error[:300]
        self.save()

    def retry(self):
        """Retry now, at a person's request, with all attempts available again."""
        self.attempts, self.next_try, self.claimed_at = 0, timezone.now(), None
        self.staff_told = False
        self.save()
