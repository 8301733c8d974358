"""Mailed links for one person and one purpose: the base of everything that opens without a login.

The secret of a link is random and signed, and only the mail contains it; the database stores its
hash. A link works once, expires, and can be ended earlier.
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
    """Why a link no longer works."""

    USED = "used"
    ENDED = "ended"
    EXPIRED = "expired"


def get_signer(purpose: str) -> signing.Signer:
    # A full stop, because some mail programs end a URL at a colon.
    return signing.Signer(salt=purpose, sep=".")


def make_token(purpose: str) -> str:
    """Return a new signed secret."""
    return get_signer(purpose).sign(secrets.token_urlsafe(BYTES))


def hash_token(token: str, purpose: str) -> str:
    """Return the hash of a token that was signed for this purpose, or "" for any other."""
    try:
        get_signer(purpose).unsign(token)
    except signing.BadSignature:
        return ""
    return hash_text(token)


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hash_account_state(person) -> str:
    """Return a hash of the account's current address, password, roles and status.

    Read from the database, so that no stale object in memory vouches for it.
    """
    account = type(person)._default_manager.get(pk=person.pk)
    roles = sorted(account.groups.values_list("pk", flat=True))
    facts = [account.email.casefold(), account.password, account.is_active, account.is_superuser]
    return hash_text(repr([*facts, roles]))


class PersonalLinkQuerySet(models.QuerySet):
    def with_token(self, token: str):
        """Return the link with this token, at most one."""
        return self.filter(token_hash=hash_token(token, self.model.PURPOSE) or None)

    def not_ended(self):
        """Return the links that were neither used nor ended; they may have expired."""
        return self.filter(used_at=None, ended_at=None)

    def open(self):
        """Return the links that still work."""
        return self.not_ended().filter(expires_at__gt=timezone.now())

    def end(self) -> int:
        """End these links for good; return their number."""
        return self.update(ended_at=timezone.now())


class PersonalLink(models.Model):
    """A link of one purpose; subclasses add the person and the object that it opens."""

    PURPOSE = ""  # salt of the signature: a link of one purpose opens nothing of another

    token_hash = models.CharField("tunnisteen tiiviste", max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("lähetetty", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("voimassa", editable=False)
    used_at = models.DateTimeField("käytetty", null=True, editable=False)
    ended_at = models.DateTimeField("päättynyt", null=True, editable=False)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    def renew(self, expires_at: datetime, now: datetime | None = None) -> str:
        """Store the link with a new secret and expiry; return the secret for the mail."""
        token = make_token(self.PURPOSE)
        self.token_hash = hash_text(token)
        self.created_at, self.expires_at = now or timezone.now(), expires_at
        self.used_at = self.ended_at = None
        self.save()
        return token

    @property
    def closed(self) -> Closed | None:
        """Return why the link no longer works, or None while it does."""
        if self.used_at:
            return Closed.USED
        if self.ended_at:
            return Closed.ENDED
        return Closed.EXPIRED if self.expires_at <= timezone.now() else None
