"""Links for one person and one purpose, sent by mail: the base of all that opens without a log-in.

The secret of a link is random and signed, and stands in the mail alone: the database holds its
fingerprint. A link is used once, ends with its time, and can be ended before.
"""

import enum
import hashlib
import secrets
from datetime import datetime

from django.core import signing
from django.db import models
from django.utils import timezone

BYTES = 24


class Closed(enum.Enum):
    """Why a link opens nothing any more."""

    USED = "used"
    ENDED = "ended"
    EXPIRED = "expired"


def signer(purpose: str) -> signing.Signer:
    # A full stop: a colon ends the address in some mail programs.
    return signing.Signer(salt=purpose, sep=".")


def new_token(purpose: str) -> str:
    """Return a new secret."""
    return signer(purpose).sign(secrets.token_urlsafe(BYTES))


def hash_of(token: str, purpose: str) -> str:
    """Return the fingerprint of a token that we signed for the purpose, or "" of any other."""
    try:
        signer(purpose).unsign(token)
    except signing.BadSignature:
        return ""
    return fingerprint(token)


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def account_seal(person) -> str:
    """Return the fingerprint of an account as it is now: address, password, roles and activity.

    Read from the database, so that no stale object in memory vouches for it.
    """
    account = type(person)._default_manager.get(pk=person.pk)
    roles = sorted(account.groups.values_list("pk", flat=True))
    facts = [account.email.casefold(), account.password, account.is_active, account.is_superuser]
    return fingerprint(repr([*facts, roles]))


class PersonalLinkQuerySet(models.QuerySet):
    def of_token(self, token: str):
        """Return the link that the token opens, at most one."""
        return self.filter(token_hash=hash_of(token, self.model.PURPOSE) or None)

    def unended(self):
        """Return the links that were neither used nor ended; their time may have gone by."""
        return self.filter(used_at=None, ended_at=None)

    def open(self):
        """Return the links that still open something."""
        return self.unended().filter(expires_at__gt=timezone.now())

    def end(self) -> int:
        """End these links for good; return how many."""
        return self.update(ended_at=timezone.now())


class PersonalLink(models.Model):
    """A link of one purpose; a model adds the person and the row or version that it opens."""

    PURPOSE = ""  # signs the secret: a link of one purpose opens nothing of another

    token_hash = models.CharField("tunnisteen tiiviste", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("lähetetty", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("voimassa", editable=False)
    used_at = models.DateTimeField("käytetty", null=True, editable=False)
    ended_at = models.DateTimeField("päättynyt", null=True, editable=False)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    def renew(self, expires_at: datetime, now: datetime | None = None) -> str:
        """Store the link with a new secret and time; return the secret for the mail."""
        token = new_token(self.PURPOSE)
        self.token_hash = fingerprint(token)
        self.created_at, self.expires_at = now or timezone.now(), expires_at
        self.used_at = self.ended_at = None
        self.save()
        return token

    @property
    def closed(self) -> Closed | None:
        """Return why the link opens nothing any more, or None while it is open."""
        if self.used_at:
            return Closed.USED
        if self.ended_at:
            return Closed.ENDED
        return Closed.EXPIRED if self.expires_at <= timezone.now() else None
