"""Mail that waits to be sent: written with what it tells of, in the same transaction."""

import datetime
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

# How long to wait after each failure, in minutes; after the last one nobody tries by themselves.
WAITS = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)
# What concerns accounts and the server, such as a password reset, and not the council's work.
ACCOUNT_KINDS = ("reset", "address", "clock", "other")
# Mail leaves within seconds; after so long without a try nobody sends.
SLOW_AFTER = datetime.timedelta(minutes=15)


def new_message_id() -> str:
    return f"<{uuid.uuid4()}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>"


class OutboxQuerySet(models.QuerySet):
    def due(self, now=None):
        """Those whose time to be tried has come, and that no sender has in hand."""
        return self.filter(next_try__lte=now or timezone.now(), claimed_at=None)

    def waiting(self, now=None):
        """What a sender has to look at: what is due, and what a killed sender left behind."""
        return self.filter(next_try__lte=now or timezone.now())

    def stuck(self):
        """Those that nobody has tried to send, though their time came long ago."""
        return self.filter(next_try__lt=timezone.now() - SLOW_AFTER)

    def troubled(self):
        """Those that could not be sent when they were last tried."""
        return self.filter(sent_at__isnull=True).exclude(error="")

    def of_work(self):
        """Return those about the council's work; the others concern accounts."""
        return self.exclude(kind__in=ACCOUNT_KINDS)

    def old(self, now=None):
        kept = datetime.timedelta(days=settings.MAIL_DAYS)
        return self.filter(created_at__lt=(now or timezone.now()) - kept)

    def with_old_addresses(self, now=None):
        """Those that went long ago and still say to whom."""
        kept = datetime.timedelta(days=settings.MAIL_ADDRESS_DAYS)
        sent = self.filter(sent_at__lt=(now or timezone.now()) - kept)
        return sent.exclude(to="", name="", reply_to="")


class OutboxMail(models.Model):
    """One mail to one person; its words are wiped once it is sent, for they may hold a link."""

    kind = models.CharField("laji", max_length=30)
    to = models.EmailField("vastaanottaja", blank=True)
    name = models.CharField("vastaanottajan nimi", max_length=200, blank=True)
    sender = models.CharField("lähettäjä", max_length=254, blank=True)
    subject = models.CharField("aihe", max_length=250)
    text = models.TextField("teksti", blank=True)
    html = models.TextField("muotoiltu teksti", blank=True)
    reply_to = models.EmailField("vastaukset osoitteeseen", blank=True)
    message_id = models.CharField("tunniste", max_length=250, unique=True)
    created_at = models.DateTimeField("luotu", auto_now_add=True)
    next_try = models.DateTimeField("seuraava yritys", null=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField("yrityksiä", default=0)
    sent_at = models.DateTimeField("lähetetty", null=True)
    error = models.CharField("virhe", max_length=300, blank=True)
    # A sender has it in hand since then, and has begun to give its text to the server.
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
                condition=Q(sent_at__isnull=True) | Q(text="", html="", next_try__isnull=True),
                name="a_sent_mail_holds_no_words",
                violation_error_message="Lähetetystä viestistä ei säilytetä tekstiä.",
            )
        ]

    def __str__(self):
        return self.subject

    def claim(self):
        """Take it in hand, for this sender alone."""
        self.claimed_at, self.handed_at = timezone.now(), None
        self.save()

    def mark_handed(self) -> bool:
        """Write down that its text is about to leave; return False if another sender has it."""
        mine = OutboxMail.objects.filter(pk=self.pk, claimed_at=self.claimed_at)
        self.handed_at = timezone.now()
        return bool(mine.update(handed_at=self.handed_at))

    def release(self):
        """Its sender is gone and nothing of it has left: the next sender may have it."""
        self.claimed_at = None
        self.save()

    def mark_sent(self):
        self.sent_at, self.next_try, self.claimed_at = timezone.now(), None, None
        self.text = self.html = self.reply_to = self.error = ""
        self.attempts += 1
        self.save()

    def mark_failed(self, error: str, *, final=False):
        """Write down why, and when to try again; after many tries only a person asks again."""
        wait = WAITS[self.attempts] if self.attempts < len(WAITS) and not final else None
        self.next_try = wait and timezone.now() + datetime.timedelta(minutes=wait)
        self.attempts += 1
        self.claimed_at, self.error = None, error[:300]
        self.save()

    def ask_again(self):
        """A person wants it tried now, and again as often as at first."""
        self.attempts, self.next_try, self.claimed_at = 0, timezone.now(), None
        self.staff_told = False
        self.save()
